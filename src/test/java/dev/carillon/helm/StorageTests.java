package dev.carillon.helm;

import static dev.carillon.helm.Chart.DEPLOYMENT;
import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where the log is, and how the pods hear of each other. */
class StorageTests {

    @Test
    void theFileGoesWithThePod() {
        var rendered = render(KEY);

        assertThat(rendered.volumes()).containsOnlyKeys("config", "tmp", "log")
                .containsEntry("log", yaml("{name: log, emptyDir: {}}"));
        assertThat(rendered.mounts()).containsEntry("log", yaml("{name: log, mountPath: /data}"));
        assertThat(rendered.environment()).containsEntry("CARILLON_LOG_FILE", "/data/carillon.db")
                .containsEntry("MANAGEMENT_METRICS_SYSTEM_DISKSPACE_PATHS", "/data");
    }

    @Test
    void theFileIsOnAClaimOfTheChart() {
        var rendered = render(example("single-sqlite-values.yaml"));

        assertThat(rendered.mapAt("PersistentVolumeClaim/carillon", "spec")).isEqualTo(yaml("""
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 10Gi}}
                """));
        assertThat(rendered.mapAt("PersistentVolumeClaim/carillon", "metadata", "annotations"))
                .isEqualTo(yaml("helm.sh/resource-policy: keep"));
        assertThat(rendered.volumes())
                .containsEntry("log", yaml("{name: log, persistentVolumeClaim: {claimName: carillon}}"));
        assertThat(rendered.mapAt(DEPLOYMENT, "spec", "strategy")).isEqualTo(yaml("type: Recreate"));
    }

    @Test
    void theClaimIsAsTheOperatorWantsIt() {
        var rendered = render(KEY + """
                log:
                  persistence:
                    enabled: true
                    size: 1Ti
                    storageClass: fast
                    accessMode: ReadWriteOncePod
                    keep: false
                    annotations: {team: bells}
                """);

        assertThat(rendered.mapAt("PersistentVolumeClaim/carillon", "spec")).isEqualTo(yaml("""
                accessModes: [ReadWriteOncePod]
                storageClassName: fast
                resources: {requests: {storage: 1Ti}}
                """));
        assertThat(rendered.mapAt("PersistentVolumeClaim/carillon", "metadata", "annotations"))
                .isEqualTo(yaml("team: bells"));
    }

    @Test
    void theFileIsOnAClaimThatThereIs() {
        var rendered = render(KEY + "log: {existingClaim: carillon-log}");

        assertThat(rendered.ids()).noneMatch(id -> id.startsWith("PersistentVolumeClaim/"));
        assertThat(rendered.volumes())
                .containsEntry("log", yaml("{name: log, persistentVolumeClaim: {claimName: carillon-log}}"));
        assertThat(rendered.at(DEPLOYMENT, "spec", "strategy", "type")).isEqualTo("Recreate");
    }

    @Test
    void theLogIsInPostgresql() {
        var rendered = render(example("cluster-values.yaml"));

        assertThat(rendered.environment())
                .doesNotContainKeys("CARILLON_LOG_FILE", "MANAGEMENT_METRICS_SYSTEM_DISKSPACE_PATHS")
                .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgresql.data.svc/carillon")
                .containsEntry("SPRING_DATASOURCE_USERNAME", "carillon")
                .containsEntry("SPRING_DATASOURCE_PASSWORD",
                        yaml("secretKeyRef: {name: carillon-database, key: password}"));
        assertThat(rendered.volumes()).containsOnlyKeys("config", "tmp");
        assertThat(rendered.mounts()).containsOnlyKeys("config", "tmp");
    }

    /** Two pods would not hear of each other's notifications. */
    @Test
    void onePodOnPostgresqlGoesBeforeTheNextOneComes() {
        var rendered = render(KEY + Chart.DATABASE);

        assertThat(rendered.at(DEPLOYMENT, "spec", "strategy", "type")).isEqualTo("Recreate");
        assertThat(rendered.mapAt(DEPLOYMENT, "spec")).doesNotContainKey("minReadySeconds");
        assertThat(rendered.environment()).doesNotContainKeys("SPRING_DATASOURCE_USERNAME",
                "SPRING_DATASOURCE_PASSWORD", "CARILLON_RELAY_TYPE");
    }

    @Test
    void theDatabasesNameIsVerified() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.environment()).containsEntry("SPRING_DATASOURCE_URL",
                "jdbc:postgresql://postgresql.data.svc/carillon?connectTimeout=5&sslmode=verify-full"
                        + "&sslrootcert=/etc/carillon-database/ca.crt");
        assertThat(rendered.mounts().get("database-ca"))
                .isEqualTo(yaml("{name: database-ca, mountPath: /etc/carillon-database, readOnly: true}"));
        assertThat(rendered.volumes().get("database-ca")).isEqualTo(yaml("""
                name: database-ca
                secret: {secretName: database-ca, items: [{key: ca.crt, path: ca.crt}]}
                """));
        assertThat(render(KEY + "log: {database: {url: 'jdbc:postgresql://db/a', caSecret: {name: c}}}").environment())
                .containsEntry("SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://db/a?sslmode=verify-full&sslrootcert=/etc/carillon-database/ca.crt");
    }

    @Test
    void podsHearOfEachOtherOverRabbitMq() {
        assertThat(render(example("cluster-values.yaml")).environment())
                .containsEntry("CARILLON_RELAY_TYPE", "rabbitmq")
                .containsEntry("CARILLON_RELAY_NAME", "carillon")
                .containsEntry("SPRING_RABBITMQ_HOST", "rabbitmq.data.svc")
                .containsEntry("SPRING_RABBITMQ_PORT", "5672")
                .containsEntry("SPRING_RABBITMQ_VIRTUAL_HOST", "/")
                .containsEntry("SPRING_RABBITMQ_USERNAME",
                        yaml("secretKeyRef: {name: rabbitmq-default-user, key: username}"))
                .containsEntry("SPRING_RABBITMQ_PASSWORD",
                        yaml("secretKeyRef: {name: rabbitmq-default-user, key: password}"))
                .doesNotContainKeys("SPRING_RABBITMQ_SSL_ENABLED", "SPRING_RABBITMQ_SSL_BUNDLE");
    }

    @Test
    void rabbitMqMaySpeakTls() {
        var rendered = render(KEY + Chart.DATABASE + "relay: {type: rabbitmq, host: mq, tls: {enabled: true}}");

        assertThat(rendered.environment()).containsEntry("SPRING_RABBITMQ_PORT", "5671")
                .containsEntry("SPRING_RABBITMQ_SSL_ENABLED", "true")
                .doesNotContainKeys("SPRING_RABBITMQ_SSL_BUNDLE", "SPRING_RABBITMQ_USERNAME");
    }

    @Test
    void podsHearOfEachOtherOverStomp() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.environment()).containsEntry("CARILLON_RELAY_TYPE", "stomp")
                .containsEntry("CARILLON_RELAY_NAME", "bells")
                .containsEntry("CARILLON_RELAY_STOMP_HOST", "artemis.data.svc")
                .containsEntry("CARILLON_RELAY_STOMP_PORT", "61614")
                .containsEntry("CARILLON_RELAY_STOMP_LOGIN",
                        yaml("secretKeyRef: {name: carillon-broker, key: username}"))
                .containsEntry("CARILLON_RELAY_STOMP_PASSCODE",
                        yaml("secretKeyRef: {name: carillon-broker, key: password}"))
                .containsEntry("CARILLON_RELAY_STOMP_SSL_BUNDLE", "broker")
                .containsEntry("SPRING_SSL_BUNDLE_PEM_BROKER_TRUSTSTORE_CERTIFICATE",
                        "file:/etc/carillon-broker/ca.crt")
                .doesNotContainKey("SPRING_RABBITMQ_SSL_ENABLED");
        assertThat(rendered.mounts().get("broker-ca"))
                .isEqualTo(yaml("{name: broker-ca, mountPath: /etc/carillon-broker, readOnly: true}"));
        assertThat(render(KEY + Chart.DATABASE + "relay: {type: stomp, host: mq}").environment())
                .containsEntry("CARILLON_RELAY_STOMP_PORT", "61613");
    }
}
