package dev.carillon.helm;

import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.notes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an operator reads once it is installed. */
class NotesTests {

    @Test
    void nameTheAddresses() {
        assertThat(notes(KEY)).contains("http://carillon-api.bells:8082/api/v1", "ws://carillon.bells:8080/ws",
                "http://carillon-management.bells:8081/actuator/prometheus", "helm --namespace bells test carillon");
        assertThat(notes(KEY + "tls: {existingSecret: carillon-tls}\nservice: {port: 443}\napi: {enabled: false}"))
                .contains("https://carillon.bells:443/api/v1", "wss://carillon.bells:443/ws");
    }

    @Test
    void nameTheDoorsToTheOutside() {
        assertThat(notes(example("tls-ingress-values.yaml"))).contains("wss://push.example.org/ws");
        assertThat(notes(example("gateway-values.yaml"))).contains("describe httproute/carillon");
        assertThat(notes(KEY + "ingress: {enabled: true, hosts: [a.example.org], path: /bells}"))
                .contains("ws://a.example.org/bells/ws");
    }

    @Test
    void warnOfALogThatGoesWithThePod() {
        assertThat(notes(KEY)).contains("The log is in an emptyDir");
        assertThat(notes(example("single-sqlite-values.yaml"))).doesNotContain("emptyDir");
        assertThat(notes(KEY + Chart.DATABASE)).doesNotContain("emptyDir");
    }

    @Test
    void warnOfTokensInTheClear() {
        assertThat(notes(KEY)).contains("TLS is off");
        assertThat(notes(example("tls-ingress-values.yaml"))).doesNotContain("TLS is off");
    }

    @Test
    void warnOfAProxyThatHidesItsClients() {
        assertThat(notes(KEY + "ingress: {enabled: true, hosts: [a.example.org]}")).contains("trustedProxies is empty");
        assertThat(notes(example("tls-ingress-values.yaml"))).doesNotContain("trustedProxies");
        assertThat(notes(KEY)).doesNotContain("trustedProxies");
    }
}
