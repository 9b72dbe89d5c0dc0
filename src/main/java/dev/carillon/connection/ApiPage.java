package dev.carillon.connection;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page of the API has the address of its directory, which Spring gives to the first page alone. */
@Component
class ApiPage implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/api", "/api/");
        registry.addViewController("/api/").setViewName("forward:/api/index.html");
    }
}
