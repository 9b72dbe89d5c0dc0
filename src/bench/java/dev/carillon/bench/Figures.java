package dev.carillon.bench;

/** The figures that Carillon is to reach, as ratios where the machine would decide alone. */
final class Figures {

    private final Results results;
    private final StringBuilder text = new StringBuilder("""

            ### Figures

            | figure | measured | at least | aim |
            |---|---|---|---|
            """);

    private Figures(Results results) {
        this.results = results;
    }

    static String markdown(Results results) {
        var figures = new Figures(results);
        double stock = Math.max(figures.of(Saturated.NAME, Peer.STOCK_TOMCAT, Saturated.RATE),
                figures.of(Saturated.NAME, Peer.STOCK_JETTY, Saturated.RATE));
        figures.add("saturated, deliveries/s ÷ the faster simple broker's",
                figures.carillon(Saturated.NAME, Saturated.RATE) / stock, "8", "15");
        figures.add("saturated, CPU-s per million deliveries", figures.carillon(Saturated.NAME, Saturated.CPU),
                "2.0", "1.0");
        figures.add("paced, CPU-s per million ÷ Nchan's", figures.ratio(Paced.NAME, Peer.NCHAN, Saturated.CPU),
                "1.2", "0.9");
        figures.add("paced, p99 ÷ Nchan's", figures.ratio(Paced.NAME, Peer.NCHAN, Paced.P99), "1.5", "1.0");
        figures.add("heap per idle connection, KB", figures.carillon(Idle.NAME, Idle.HEAP), "8", "5");
        figures.add("RSS per idle connection, KB", figures.carillon(Idle.NAME, Idle.RSS), "20", "11");
        figures.add("CPU per handshake, CONNECT and SUBSCRIBE, µs", figures.carillon(Burst.NAME, Burst.CPU), "500",
                "250");
        figures.add("burst of connects ÷ simple broker's on Tomcat",
                figures.ratio(Burst.NAME, Peer.STOCK_TOMCAT, Burst.TIME), "0.5", "0.25");
        figures.add("idle CPU per connection with heart-beats, µs/s", figures.carillon(Idle.NAME, Idle.CPU), "5", "2");
        figures.add("p99 of healthy subscribers with stalled ones ÷ without",
                figures.carillon(Stalled.NAME, Stalled.RATIO), "1.5", "1.1");
        figures.add("p99 beside 50 hostile clients ÷ without",
                figures.of(Hostile.NAME, Peer.CARILLON_AS_SHIPPED, Hostile.RATIO), "1.5", "1.1");
        figures.durable();
        figures.cluster();
        return figures.text.toString();
    }

    /** What it costs that notifications are stored. */
    private void durable() {
        add("published/s over REST, SQLite", carillon(PublishRate.NAME, Rate.PUBLISHED), "5,000", "15,000");
        add("published/s over REST, PostgreSQL", of(PublishRate.NAME, Peer.CARILLON_POSTGRESQL, Rate.PUBLISHED),
                "8,000",
                "20,000");
        add("published/s by SEND, SQLite", carillon(SendRate.NAME, Rate.PUBLISHED), "5,000", "15,000");
        add("published/s by SEND, PostgreSQL", of(SendRate.NAME, Peer.CARILLON_POSTGRESQL, Rate.PUBLISHED), "8,000",
                "20,000");
        add("one caller by SEND, p99 ÷ p99 of an fsync", carillon(OneCaller.NAME, OneCaller.SEND_TO_SYNC), "3", "–");
        add("one caller over REST, p99 ÷ p99 of an fsync", carillon(OneCaller.NAME, OneCaller.REST_TO_SYNC), "3", "–");
        add("paced, CPU-s per million ÷ ephemeral ones'", ratio(Paced.NAME, Peer.CARILLON_EPHEMERAL, Saturated.CPU),
                "1.1", "–");
        add("saturated, CPU-s per million ÷ ephemeral ones'",
                ratio(Saturated.NAME, Peer.CARILLON_EPHEMERAL, Saturated.CPU), "1.1", "–");
        add("paced, lanes' CPU-s per million ÷ ephemeral ones'",
                ratio(Paced.NAME, Peer.CARILLON_EPHEMERAL, Saturated.LANES), "1.1", "–");
        add("saturated, lanes' CPU-s per million ÷ ephemeral ones'",
                ratio(Saturated.NAME, Peer.CARILLON_EPHEMERAL, Saturated.LANES), "1.1", "–");
        add("CPU per recovered delivery ÷ live, a request each", carillon(Recover.NAME, Recover.RATIO), "1.5", "–");
        add("CPU per recovered delivery ÷ live, one request", carillon(Recover.NAME, Recover.RATIO_OF_ONE), "–", "–");
    }

    /** What it costs that another node published. */
    private void cluster() {
        add("cluster, p50 from another node ÷ from one's own", of(Hop.NAME, Peer.CARILLON_CLUSTER, Hop.P50), "2", "–");
        add("cluster, p99 from another node ÷ from one's own", of(Hop.NAME, Peer.CARILLON_CLUSTER, Hop.P99), "2", "–");
        add("cluster, saturated, CPU-s per million ÷ one node's", relayed(Saturated.CPU), "1.15", "–");
        add("cluster, saturated, lanes' CPU-s per million ÷ one node's", relayed(Saturated.LANES), "1.15", "–");
        add("cluster, brought to a node that nobody wants it of",
                of(Hop.NAME, Peer.CARILLON_CLUSTER, Hop.UNWANTED), "0", "–");
    }

    private double relayed(String column) {
        return of(Saturated.RELAYED, Peer.CARILLON_CLUSTER, column)
                / of(Saturated.RELAYED, Peer.CARILLON_POSTGRESQL, column);
    }

    private void add(String figure, double measured, String atLeast, String aim) {
        text.append("| ").append(figure).append(" | ");
        text.append(Double.isNaN(measured) ? "–" : Results.number(measured));
        text.append(" | ").append(atLeast).append(" | ").append(aim).append(" |\n");
    }

    private double carillon(String scenario, String column) {
        return of(scenario, Peer.CARILLON, column);
    }

    private double ratio(String scenario, String peer, String column) {
        return carillon(scenario, column) / of(scenario, peer, column);
    }

    private double of(String scenario, String peer, String column) {
        return results.median(scenario, peer, column);
    }
}
