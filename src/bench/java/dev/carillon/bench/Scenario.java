package dev.carillon.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * One kind of load.
 *
 * @param cost the column that falls while a server's compiler is at work; null where each measurement wants a process of its own
 * @param peers those that it says something about
 */
record Scenario(String name, Measurement measurement, String cost, List<String> peers) {

    /** By column. */
    interface Measurement {

        Map<String, Double> of(Target target) throws IOException;
    }

    static List<Scenario> all() {
        return List.of(
                new Scenario(Saturated.NAME, Saturated::measure, Saturated.CPU, Peer.CARILLON, Peer.CARILLON_EPHEMERAL,
                        Peer.STOCK_TOMCAT, Peer.STOCK_JETTY, Peer.NCHAN, Peer.RABBIT, Peer.ARTEMIS),
                new Scenario(Paced.NAME, Paced::measure, Saturated.CPU, Peer.CARILLON, Peer.CARILLON_EPHEMERAL,
                        Peer.STOCK_TOMCAT, Peer.STOCK_JETTY, Peer.NCHAN, Peer.ARTEMIS),
                new Scenario(ManyTopics.NAME, ManyTopics::measure, ManyTopics.CPU, Peer.CARILLON, Peer.STOCK_TOMCAT,
                        Peer.NCHAN),
                new Scenario(Burst.NAME, Burst::measure, Burst.CPU, Peer.CARILLON, Peer.STOCK_TOMCAT, Peer.NCHAN),
                new Scenario(Stalled.NAME, Stalled::measure, Stalled.NONE, Peer.CARILLON),
                new Scenario(Hostile.NAME, Hostile::measure, Hostile.SERVER, Peer.CARILLON_AS_SHIPPED),
                new Scenario(PublishRate.NAME, PublishRate::measure, Rate.CPU, Peer.CARILLON, Peer.CARILLON_POSTGRESQL,
                        Peer.CARILLON_EPHEMERAL, Peer.STOCK_TOMCAT, Peer.STOCK_JETTY, Peer.NCHAN),
                new Scenario(SendRate.NAME, SendRate::measure, Rate.CPU, Peer.CARILLON, Peer.CARILLON_POSTGRESQL,
                        Peer.CARILLON_EPHEMERAL),
                new Scenario(OneCaller.NAME, OneCaller::measure, OneCaller.COST, Peer.CARILLON),
                new Scenario(Recover.NAME, Recover::measure, Recover.LIVE, Peer.CARILLON, Peer.CARILLON_POSTGRESQL),
                new Scenario(Hop.NAME, Hop::measure, Hop.CPU, Peer.CARILLON_CLUSTER),
                new Scenario(Saturated.RELAYED, Saturated::relayed, Saturated.CPU, Peer.CARILLON_POSTGRESQL,
                        Peer.CARILLON_CLUSTER),
                new Scenario(Spread.NAME, Spread::measure, Spread.CPU, Peer.CARILLON_CLUSTER),
                new Scenario(Idle.NAME, Idle::measure, null, Peer.CARILLON, Peer.STOCK_TOMCAT));
    }

    private Scenario(String name, Measurement measurement, String cost, String... peers) {
        this(name, measurement, cost, List.of(peers));
    }

    boolean isFresh() {
        return cost == null;
    }
}
