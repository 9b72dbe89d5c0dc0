package dev.carillon.relay;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/** Nodes share a log, which a file of SQLite is not made for: such a start would lose notifications, and ends before any bean exists. */
class SharedStoreCheck implements EnvironmentPostProcessor {

    private static final String TYPE = "carillon.relay.type";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var type = environment.getProperty(TYPE, "local");
        var url = environment.getProperty("spring.datasource.url", "");
        if (!type.equalsIgnoreCase("local") && !url.startsWith("jdbc:postgresql:")) {
            throw new UnsharedStoreException(
                    TYPE + " is " + type + ", and the log is not in PostgreSQL: nodes have to share it.");
        }
    }
}
