package dev.carillon.bench;

import java.io.IOException;
import java.util.List;

/** A server that can be measured. */
interface Peer {

    String CARILLON = "Carillon";
    String CARILLON_POSTGRESQL = "Carillon, PostgreSQL";
    String CARILLON_EPHEMERAL = "Carillon, ephemeral";
    String CARILLON_CLUSTER = "Carillon, three nodes";
    String CARILLON_AS_SHIPPED = "Carillon, limits as shipped";
    String STOCK_TOMCAT = "simple broker, Tomcat";
    String STOCK_JETTY = "simple broker, Jetty";
    String NCHAN = "Nchan";
    String RABBIT = "RabbitMQ Web STOMP";
    String ARTEMIS = "Artemis STOMP";

    /** All there are; Carillon first. */
    static List<Peer> all() {
        return List.of(new CarillonPeer(CARILLON, Store.SQLITE, false, false),
                new CarillonPeer(CARILLON_POSTGRESQL, Store.POSTGRESQL, false, false),
                new CarillonPeer(CARILLON_EPHEMERAL, Store.SQLITE, true, false),
                new CarillonPeer(CARILLON_AS_SHIPPED, Store.SQLITE, false, true), new ClusterPeer(),
                new StockPeer(STOCK_TOMCAT, "jetty"), new StockPeer(STOCK_JETTY, "tomcat"), new NchanPeer(),
                new RabbitPeer(), new ArtemisPeer());
    }

    String name();

    /** Why it cannot be measured here; empty if it can. */
    String missing();

    Target start() throws IOException;
}
