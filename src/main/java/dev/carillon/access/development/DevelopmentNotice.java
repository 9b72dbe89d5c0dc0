package dev.carillon.access.development;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells a newcomer what to open and what to paste. The one place where tokens are logged: they work here only. */
@Component
@ConditionalOnBooleanProperty(DevelopmentMode.PROPERTY)
class DevelopmentNotice {

    private static final Logger log = LoggerFactory.getLogger(DevelopmentNotice.class);

    private final DevelopmentTokens tokens;
    private final ServerProperties server;

    DevelopmentNotice(DevelopmentTokens tokens, ServerProperties server) {
        this.tokens = tokens;
        this.server = server;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        log.warn("No key is configured: development mode, on 127.0.0.1 only, under a random secret.{}",
                text(event.getApplicationContext().getEnvironment()));
    }

    private String text(Environment environment) {
        boolean tls = server.getSsl() != null && server.getSsl().isEnabled();
        var origin = (tls ? "https" : "http") + "://localhost:" + environment.getProperty("local.server.port");
        var publisher = tokens.publisher();
        return """


                Open this page
                  %1$s/
                or the console
                  %1$s/console

                and paste this into a terminal
                  curl%2$s -H 'Authorization: Bearer %3$s' -H 'Content-Type: application/json' \
                -d '{"type":"greeting","payload":{"text":"Hello from REST"}}' %1$s/api/v1/topics/demo/notifications

                Publisher token (every topic and user)
                  %3$s
                Subscriber token (every topic, the queues of the user "subscriber")
                  %4$s
                """.formatted(origin, tls ? " --insecure" : "", publisher, tokens.subscriber());
    }
}
