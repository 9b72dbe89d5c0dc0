package dev.carillon.history;

/**
 * A destination, as each side names it.
 *
 * @param name as answers name it
 * @param publishPath where it is published to, below {@code /api/v1}
 * @param pagePath where its owner reads it, below {@code /api/v1}
 * @param destination as subscribers name it
 * @param owner who subscribes
 */
record Stream(String name, String publishPath, String pagePath, String destination, String owner) {

    static Stream topic(String topic) {
        var path = "/topics/" + topic + "/notifications?";
        return new Stream("topic:" + topic, path, path, "/topic/" + topic, "everyone");
    }

    static Stream queue(String user, String queue) {
        return new Stream("user:" + user + "/" + queue, "/users/" + user + "/notifications?queue=" + queue + "&",
                "/me/notifications?queue=" + queue + "&", "/user/queue/" + queue, user);
    }

    /** Who is subscribed; of a topic. */
    String presencePath() {
        return pagePath.replace("/notifications?", "/presence");
    }

    boolean isTopic() {
        return name.startsWith("topic:");
    }

    @Override
    public String toString() {
        return name;
    }
}
