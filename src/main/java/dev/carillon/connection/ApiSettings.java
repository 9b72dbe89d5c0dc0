package dev.carillon.connection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.api}.
 *
 * @param port where back ends publish and manage, and only there; 0, as by default, where they do that on the clients' port
 */
@Validated
@ConfigurationProperties("carillon.api")
record ApiSettings(@Min(0) @Max(65535) @DefaultValue("0") int port) {}
