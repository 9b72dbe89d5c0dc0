package dev.carillon.publish;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.publish}.
 *
 * @param maxBody the most bytes that the body of a publish request may have; 64 KiB by default
 */
@Validated
@ConfigurationProperties("carillon.publish")
record PublishSettings(@NotNull @DefaultValue("64KB") DataSize maxBody) {}
