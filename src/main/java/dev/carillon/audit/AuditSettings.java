package dev.carillon.audit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.audit}.
 *
 * @param refusalsPerSecond refusals that are written down; those beyond are counted; 100 by default
 */
@Validated
@ConfigurationProperties("carillon.audit")
record AuditSettings(@Min(1) @DefaultValue("100") long refusalsPerSecond) {}
