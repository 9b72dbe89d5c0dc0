package dev.carillon.settings;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Configuration;

/**
 * {@code --check-config}: whether it would start with these settings, without a port or a file opened, or a database asked. What is
 * wrong is said as at a start.
 */
public final class ConfigurationCheck {

    private static final String OPTION = "--check-config";

    private ConfigurationCheck() {}

    /** Whether that is what is asked for. */
    public static boolean isAskedFor(String[] arguments) {
        return Arrays.asList(arguments).contains(OPTION);
    }

    /** Nothing but what holds settings. */
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.carillon")
    static class Settings {}

    /** Reads the settings as a start with these arguments would; throws what a start would. */
    public static void run(String... arguments) {
        var spring = new SpringApplication(Settings.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setLogStartupInfo(false);
        var rest = Stream.of(arguments).filter(argument -> !argument.equals(OPTION)).toArray(String[]::new);
        try (var context = spring.run(rest)) {
            int read = context.getBeansWithAnnotation(ConfigurationProperties.class).size();
            System.out.println("The settings are good, of " + read + " groups.");
        }
    }
}
