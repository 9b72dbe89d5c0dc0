package dev.carillon.problem;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whoever may scrape learns how often something failed, and not by which class (CWE-209). */
@Configuration(proxyBeanMethods = false)
class MeterTags {

    @Bean
    MeterFilter withoutClassNames() {
        return MeterFilter.ignoreTags("exception", "error");
    }
}
