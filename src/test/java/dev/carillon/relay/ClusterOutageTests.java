package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** What nodes share goes away under them, and comes back. */
@ParameterizedClass
@EnumSource(Brokers.class)
class ClusterOutageTests {

    private static Cluster cluster;

    @Parameter
    private Brokers broker;

    private final String token = TestTokens.all("alice");

    @BeforeParameterizedClassInvocation
    static void start(Brokers broker) {
        cluster = new Cluster(ClusterOutageTests.class, broker.open(ClusterOutageTests.class));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void followsTheLogWithoutABroker() {
        try (var there = subscribed(cluster.other(), "followed"); var here = subscribed(cluster.one(), "followed")) {
            cluster.publish(cluster.one(), "followed", "1");
            expect(there, 1);
            cluster.brokerThere(false);
            cluster.publish(cluster.one(), "followed", "2", "3");
            cluster.publish(cluster.other(), "followed", "4");
            for (int i = 2; i <= 4; i++) {
                expect(there, i);
            }
            try (var late = subscribed(cluster.other(), "late")) {
                cluster.publish(cluster.one(), "late", "1");
                expect(late, 1);
                cluster.brokerThere(true);
                double received = cluster.other().metric("carillon_relay_received_total");
                cluster.publish(cluster.one(), "followed", "5");
                cluster.publish(cluster.one(), "late", "2");
                expect(there, 5);
                expect(late, 2);
                assertThat(cluster.other().metric("carillon_relay_received_total") - received).isEqualTo(2);
            }
            for (int i = 1; i <= 5; i++) {
                expect(here, i);
            }
        }
    }

    /** What was sent into a connection that was cut is not lost for those who subscribe. */
    @Test
    void losesNothingWhenTheLinkIsCut() {
        try (var there = subscribed(cluster.other(), "cut")) {
            for (int i = 1; i <= 300; i++) {
                if (i % 60 == 0) {
                    cluster.broker.cut();
                }
                cluster.publish(i % 2 == 0 ? cluster.one() : cluster.other(), "cut", "" + i);
            }
            for (int i = 1; i <= 300; i++) {
                expect(there, i);
            }
        }
        Cluster.awaitConnected(cluster.other(), true);
    }

    @Test
    void carriesWhatIsEphemeralWithoutAStore() {
        try (var there = subscribed(cluster.other(), "stored")) {
            cluster.publish(cluster.one(), "stored", "1");
            expect(there, 1);
            cluster.postgres.accept(false);
            cluster.postgres.cut();
            assertThat(publish("{\"payload\":2}")).isEqualTo(503);
            assertThat(publish("{\"payload\":\"now\",\"ephemeral\":true}")).isEqualTo(202);
            assertThat(there.expect("MESSAGE").body()).isEqualTo("\"now\"");
            cluster.postgres.accept(true);
            await().until(() -> publish("{\"payload\":\"back\"}") == 201);
            assertThat(there.expect("MESSAGE").body()).isEqualTo("\"back\"");
        } finally {
            cluster.postgres.accept(true);
        }
    }

    /** It still serves: a balancer that sent its clients away would send them to nodes that are no better off. */
    @Test
    void saysInItsHealthThatThereIsNoBroker() {
        assertThat(health("relay")).isEqualTo("UP");
        cluster.brokerThere(false);
        assertThat(health("relay")).isEqualTo("DOWN");
        assertThat(health("log")).isEqualTo("UP");
        var other = cluster.other();
        assertThat(other.get(other.management("/actuator/health/readiness")).statusCode()).isEqualTo(200);
        cluster.brokerThere(true);
        assertThat(health("relay")).isEqualTo("UP");
    }

    private static String health(String component) {
        var other = cluster.other();
        var body = other.get(other.management("/actuator/health"), "Authorization", "Bearer " + TestTokens.manager())
                .body();
        return JsonMapper.shared().readTree(body).path("components").path(component).path("status").asString();
    }

    private int publish(String body) {
        return cluster.one().publish(token, "/topics/stored/notifications", body).statusCode();
    }

    private StompSocket subscribed(RunningCarillon node, String topic) {
        return StompSocket.connect(node, token).subscribe("0", "/topic/" + topic);
    }

    private static void expect(StompSocket socket, int number) {
        var message = socket.expect("MESSAGE");
        assertThat(message.body()).isEqualTo("" + number);
        assertThat(message.header("offset")).isEqualTo("" + number);
    }
}
