package dev.carillon.console;

import java.util.List;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the console is. Its files hold no data, and anybody may have them: what they show they ask for with the visitor's token. */
@Configuration(proxyBeanMethods = false)
class ConsolePage implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        for (var path : List.of("/console", "/console/")) {
            pages.addViewController(path).setViewName("forward:/console/index.html");
        }
    }
}
