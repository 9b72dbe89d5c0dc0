package dev.carillon.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.trace}.
 *
 * @param endpoint where spans go by OTLP over HTTP, like {@code http://collector:4318/v1/traces}; nothing is traced where there is none
 * @param sample of requests that are not part of a trace yet, how many begin one, 0 to 1; a hundredth by default. One that is part of a
 *     trace is traced where its caller is
 */
@Validated
@ConfigurationProperties("carillon.trace")
record TraceSettings(@Nullable String endpoint,
        @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.01") double sample) {

    /** @throws IllegalArgumentException if the endpoint is no URL of HTTP */
    TraceSettings {
        if (endpoint != null) {
            OtlpHttpSpanExporter.builder().setEndpoint(endpoint);
        }
    }
}
