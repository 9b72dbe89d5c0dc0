package dev.carillon.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One kind of load.
 *
 * @param peers those that it says something about
 * @param fresh whether each measurement wants a process of its own
 */
record Scenario(String name, Measurement measurement, boolean fresh, List<String> peers) {

    /** By column. */
    interface Measurement {

        Map<String, Double> of(Target target) throws IOException;
    }

    static List<Scenario> all() {
        return List.of(
                new Scenario(Saturated.NAME, Saturated::measure, false, Peer.CARILLON, Peer.CARILLON_EPHEMERAL,
                        Peer.STOCK_TOMCAT, Peer.STOCK_JETTY, Peer.NCHAN, Peer.RABBIT, Peer.ARTEMIS),
                new Scenario(Paced.NAME, Paced::measure, false, Peer.CARILLON, Peer.CARILLON_EPHEMERAL,
                        Peer.STOCK_TOMCAT, Peer.STOCK_JETTY, Peer.NCHAN, Peer.ARTEMIS),
                new Scenario(ManyTopics.NAME, ManyTopics::measure, false, Peer.CARILLON, Peer.STOCK_TOMCAT, Peer.NCHAN),
                new Scenario(Burst.NAME, Burst::measure, false, Peer.CARILLON, Peer.STOCK_TOMCAT, Peer.NCHAN),
                new Scenario(Stalled.NAME, Stalled::measure, false, Peer.CARILLON),
                new Scenario(PublishRate.NAME, PublishRate::measure, false, Peer.CARILLON, Peer.CARILLON_POSTGRESQL,
                        Peer.CARILLON_EPHEMERAL, Peer.STOCK_TOMCAT, Peer.STOCK_JETTY, Peer.NCHAN),
                new Scenario(SendRate.NAME, SendRate::measure, false, Peer.CARILLON, Peer.CARILLON_POSTGRESQL,
                        Peer.CARILLON_EPHEMERAL),
                new Scenario(OneCaller.NAME, OneCaller::measure, false, Peer.CARILLON),
                new Scenario(Recover.NAME, Recover::measure, false, Peer.CARILLON, Peer.CARILLON_POSTGRESQL),
                new Scenario(Idle.NAME, Idle::measure, true, Peer.CARILLON, Peer.STOCK_TOMCAT));
    }

    private Scenario(String name, Measurement measurement, boolean fresh, String... peers) {
        this(name, measurement, fresh, List.of(peers));
    }
}
