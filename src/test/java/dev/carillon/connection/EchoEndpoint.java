package dev.carillon.connection;

import java.util.Map;

import dev.carillon.admission.Admission;
import dev.carillon.audit.AuditLog;
import dev.carillon.fanout.EchoFrame;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.Lanes;
import dev.carillon.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * {@code /echo}: the socket of {@code /ws}, in and out, with an echo where STOMP is. It is no {@code @Configuration}, which
 * every test's scan would find: who wants it names it in {@code spring.main.sources}.
 */
public class EchoEndpoint {

    @Bean
    SimpleUrlHandlerMapping echo(ConnectionSettings settings, Lanes lanes, ConnectionMeters meters, Admission admission,
            ProblemWriter refusals, AuditLog audit) {
        var upgrade = new JettyUpgrade(settings, lanes, meters, admission, refusals, audit);
        var endpoint = new WebSocketHttpRequestHandler(new Echo(), upgrade);
        return new SimpleUrlHandlerMapping(Map.of("/echo", endpoint), -1);
    }

    @Bean
    WebSecurityCustomizer openEcho() {
        return web -> web.ignoring().requestMatchers("/echo");
    }

    private static class Echo extends BinaryWebSocketHandler {

        @Override
        protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
            var fanout = (FanoutSession) session.getAttributes().get(FanoutSession.ATTRIBUTE);
            fanout.send(EchoFrame.of(isText(session), message.getPayload().array()));
        }

        /** STOMP reads bytes and never asks, so nobody but the reader's buffer knows. */
        private static boolean isText(WebSocketSession session) {
            var socket = ReflectionTestUtils.getField(session, "socket");
            var reader = ReflectionTestUtils.getField(socket, "handler");
            var buffer = ReflectionTestUtils.getField(reader, "message");
            return (boolean) ReflectionTestUtils.getField(buffer, "text");
        }
    }
}
