package dev.carillon.trace;

import java.util.Objects;

import dev.carillon.fanout.Lanes;
import dev.carillon.log.NotificationLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts what traces around what it traces, and costs nothing where nothing is traced. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("carillon.trace.endpoint")
class TraceConfiguration {

    /** Spans wait in a queue of 2,048 and go out together; those beyond are dropped. */
    @Bean
    SdkTracerProvider traces(TraceSettings settings) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(Objects.requireNonNull(settings.endpoint()))
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .toBuilder()
                        .put(AttributeKey.stringKey("service.name"), "carillon")
                        .build())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    @Bean
    Tracer tracer(SdkTracerProvider traces) {
        return traces.get("dev.carillon");
    }

    @Bean
    TracedRequests tracedRequests(Tracer tracer) {
        return new TracedRequests(tracer);
    }

    @Bean
    @Primary
    TracedLog tracedLog(@Qualifier("notificationLog") NotificationLog log, Tracer tracer) {
        return new TracedLog(log, tracer);
    }

    @Bean
    @Primary
    TracedFanout tracedFanout(Lanes lanes, Tracer tracer) {
        return new TracedFanout(lanes, tracer);
    }
}
