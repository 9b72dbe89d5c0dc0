package dev.carillon.relay;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.relay}.
 *
 * @param type what carries notifications between nodes; nothing by default, as there is one
 * @param name of the exchange, or the beginning of the broker's destinations, that the nodes of one cluster share; before the
 *     longest key it makes 255 bytes, which is what AMQP 0-9-1 section 4.2.5.3 has room for behind RabbitMQ's STOMP, too
 * @param headsEvery how often streams are compared with the store, in case the broker lost something; 1 s by default
 * @param headsEveryInOutage the same while there is no broker; 500 ms by default
 * @param maxPending messages that wait for the broker; those beyond are not sent
 * @param answerTimeout how long other nodes are waited for; 1 s by default
 */
@Validated
@ConfigurationProperties("carillon.relay")
public record RelaySettings(@NotNull @DefaultValue("local") Type type,
        @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,48}") @DefaultValue("carillon") String name,
        @NotNull @DefaultValue("1s") Duration headsEvery,
        @NotNull @DefaultValue("500ms") Duration headsEveryInOutage,
        @Min(1) @DefaultValue("10000") int maxPending, @NotNull @DefaultValue("1s") Duration answerTimeout) {

    /** What there is. */
    public enum Type {
        LOCAL,
        RABBITMQ,
        STOMP
    }
}
