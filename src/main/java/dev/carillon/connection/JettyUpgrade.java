package dev.carillon.connection;

import java.time.Duration;

import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/** Jetty's WebSocket limits. */
class JettyUpgrade extends JettyRequestUpgradeStrategy {

    JettyUpgrade(ConnectionSettings settings) {
        addWebSocketConfigurer(webSocket -> {
            // Quiet is normal for a subscriber; Jetty's default closes it after 30 s. Heart-beats find the dead.
            webSocket.setIdleTimeout(Duration.ZERO);
            webSocket.setMaxTextMessageSize(settings.maxFrameBytes());
            webSocket.setMaxBinaryMessageSize(settings.maxFrameBytes());
            webSocket.setMaxFrameSize(settings.maxFrameBytes());
        });
    }
}
