package dev.carillon.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A setting with a slip in its name would leave a limit, or a lock, at its default, and nobody would know: it stops the start. */
class UnknownSettings implements EnvironmentPostProcessor {

    /** What Kubernetes and Docker tell every container of a service that is called like us. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "CARILLON_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP)(_[A-Z]+)?)?)");
    private static final String DEVELOPMENT = "carillon.development";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var known = KnownSettings.read();
        var unknown = environment.getPropertySources()
                .stream()
                .flatMap(source -> names(source).stream()
                        .filter(name -> isOurs(name) && !known.has(name)
                                && (!isEnvironment(source) || known.isMeant(name)))
                        .map(name -> new Unknown(name, source.getName(), known.nearest(name))))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnknownSettingsException(unknown);
        }
    }

    private static boolean isOurs(String name) {
        return name.replace('_', '.').toLowerCase(Locale.ROOT).startsWith(KnownSettings.PREFIX)
                && !name.equals(DEVELOPMENT) && !SERVICE_LINK.matcher(name).matches();
    }

    private static boolean isEnvironment(PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource;
    }

    private static List<String> names(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> names
                ? Arrays.stream(names.getPropertyNames()).flatMap(Stream::ofNullable).toList()
                : List.of();
    }
}
