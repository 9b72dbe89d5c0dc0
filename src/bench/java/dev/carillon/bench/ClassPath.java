package dev.carillon.bench;

import java.util.List;

/** Which entries of our class path belong to whom: a server is to find what it would be deployed with, and no more. */
final class ClassPath {

    private static final List<String> ARTEMIS = List.of("artemis-", "activemq-", "netty-", "jctools-", "jgroups-",
            "caffeine-", "asn-one-", "pem-keystore-", "snakeyaml-engine-", "commons-beanutils-",
            "commons-collections-", "commons-configuration2-", "commons-dbcp2-", "commons-io-", "commons-lang3-",
            "commons-pool2-", "commons-text-");

    /** What Artemis brings and Carillon has as well. */
    private static final List<String> SHARED = List.of("caffeine-", "netty-");

    private static final List<String> JMH = List.of("jmh-", "jopt-simple-", "commons-math3-");

    /** Makes a document in a test. */
    private static final List<String> SPRINGDOC = List.of("springdoc-");

    private static final List<String> LOGGING = List.of("slf4j-api-", "logback-", "commons-logging-");

    private static final List<String> SECURITY_AND_METRICS = List.of("spring-security", "spring-boot-security",
            "starter-security", "oauth2", "actuator");

    private ClassPath() {}

    static boolean isForCarillon(String entry) {
        return (isOfSpring(entry) || startsWith(SHARED, entry)) && !isOf("tomcat", entry)
                && !isOf("ee11-websocket", entry)
                && !entry.endsWith("test-classes");
    }

    static boolean isForStock(String otherServer, String entry) {
        return isOfSpring(entry) && !isOf(otherServer, entry) && !entry.endsWith("/classes")
                && SECURITY_AND_METRICS.stream().noneMatch(jar(entry)::contains);
    }

    static boolean isForArtemis(String entry) {
        return startsWith(ARTEMIS, entry) || startsWith(LOGGING, entry) || entry.endsWith("test-classes");
    }

    private static boolean isOfSpring(String entry) {
        return !startsWith(ARTEMIS, entry) && !startsWith(JMH, entry) && !startsWith(SPRINGDOC, entry);
    }

    /** Whether it belongs to this servlet container; Jetty's own starter takes its EL from Tomcat. */
    private static boolean isOf(String server, String entry) {
        return jar(entry).contains(server) && !jar(entry).startsWith("tomcat-embed-el");
    }

    private static boolean startsWith(List<String> names, String entry) {
        return names.stream().anyMatch(jar(entry)::startsWith);
    }

    private static String jar(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1);
    }
}
