package dev.carillon.settings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Configuration;

/** Whether it would start with these settings of ours, without a port or a file opened, or a database asked. */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /** Nothing but what holds settings. */
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.carillon")
    static class Settings {}

    /**
     * Reads the settings as a start with these arguments would, throws what a start would, and says how many groups there are.
     *
     * @return how many groups of settings are good
     */
    public static int run(String... arguments) {
        var spring = new SpringApplication(Settings.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setLogStartupInfo(false);
        try (var context = spring.run(arguments)) {
            return context.getBeansWithAnnotation(ConfigurationProperties.class).size();
        }
    }
}
