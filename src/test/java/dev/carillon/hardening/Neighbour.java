package dev.carillon.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;

/** Somebody who means well, on a service that others abuse. */
record Neighbour(RunningCarillon service, StompSocket socket) {

    static Neighbour of(RunningCarillon service) {
        return new Neighbour(service, StompSocket.connect(service, TestTokens.all("neighbour"))
                .subscribe("n", "/topic/neighbour"));
    }

    /** Gets its message still, and leaves; then nobody is there, nothing is held, and nothing was a fault of the service. */
    void assertUnhurt() {
        socket.send("SEND\ndestination:/topic/neighbour\n\nstill here");
        assertThat(socket.expect("MESSAGE").body()).isEqualTo("still here");
        socket.close();
        await().untilAsserted(() -> {
            assertThat(service.metric("carillon_connections")).isZero();
            assertThat(service.metric("carillon_subscriptions")).isZero();
            assertThat(service.metric("carillon_outbox_pending_bytes")).isZero();
        });
        assertThat(service.metric("carillon_errors_total{code=\"internal\"}")).isZero();
    }
}
