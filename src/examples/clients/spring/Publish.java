import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

class Publish {

    // snippet: publish-spring
    record Shipped(String type, Map<String, Object> payload) {}

    record Published(String id) {}

    static Published publish(RestClient carillon, String topic, Object notification, String key) {
        return carillon.post()
                .uri("/api/v1/topics/{topic}/notifications", topic)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .body(notification)
                .retrieve()
                .body(Published.class);
    }
    // end

    public static void main(String[] arguments) {
        // snippet: publish-spring-use
        var carillon = RestClient.builder()
                .baseUrl(System.getenv("CARILLON_URL"))
                .defaultHeaders(headers -> headers.setBearerAuth(System.getenv("CARILLON_TOKEN")))
                .build();
        try {
            var published = publish(carillon, System.getenv("CARILLON_TOPIC"),
                    new Shipped("order.shipped", Map.of("order", 42)), "order-42-shipped");
            System.out.println(published.id());
        } catch (RestClientResponseException refusal) {
            var problem = refusal.getResponseBodyAs(ProblemDetail.class);
            System.err.println(problem.getProperties().get("code") + ": " + problem.getDetail());
            System.exit(1);
        }
        // end
        System.exit(0); // Some of the HTTP clients that Spring may find have threads that would go on.
    }
}
