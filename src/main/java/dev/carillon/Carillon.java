package dev.carillon;

import dev.carillon.command.Invocation;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service, or carries out a command. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Carillon {

    public static void main(String[] arguments) {
        if (Invocation.isCommand(arguments)) {
            System.exit(Invocation.run(arguments));
        }
        SpringApplication.run(Carillon.class, arguments);
    }
}
