package dev.carillon.access.development;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the pages of {@code src/examples} where the service was started from a checkout, in development mode only. */
@Component
@ConditionalOnBooleanProperty(DevelopmentMode.PROPERTY)
class DevelopmentExamples implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/development/examples/**").addResourceLocations("file:src/examples/");
    }
}
