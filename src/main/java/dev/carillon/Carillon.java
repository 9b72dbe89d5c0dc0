package dev.carillon;

import dev.carillon.settings.ConfigurationCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Carillon {

    public static void main(String[] arguments) {
        if (ConfigurationCheck.isAskedFor(arguments)) {
            ConfigurationCheck.run(arguments);
        } else {
            SpringApplication.run(Carillon.class, arguments);
        }
    }
}
