package dev.carillon.stream;

import java.util.List;
import java.util.stream.Collectors;

import dev.carillon.fanout.EventId;
import dev.carillon.fanout.EventStream;
import dev.carillon.fanout.WireFrame;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationJson;
import dev.carillon.recovery.Begun;
import dev.carillon.recovery.Recovery;
import tools.jackson.core.JsonGenerator;

/** The first event of a stream: what a RECEIPT says over STOMP, and an id for a client that gets no other. */
final class SubscribedEvent {

    private SubscribedEvent() {}

    static WireFrame of(List<Recovery.Located> subscribed) {
        var id = subscribed.stream()
                .map(Recovery.Located::beginning)
                .map(begins -> EventId.entry(begins.subscription().destination(), begins.from()))
                .collect(Collectors.joining(EventId.SEPARATOR));
        return EventStream.event(id, Notification.OWN_TYPES + "subscribed", NotificationJson.object(json -> {
            json.writeObjectPropertyStart("positions");
            for (var located : subscribed) {
                json.writeObjectPropertyStart(located.beginning().subscription().destination().stompName());
                write(json, located.begun());
                json.writeEndObject();
            }
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, Begun begun) {
        json.writeStringProperty("epoch", begun.head().position().epochText());
        json.writeNumberProperty("offset", begun.head().offset());
        var outcome = begun.outcome();
        if (outcome != null) {
            json.writeBooleanProperty("recovered", outcome == Begun.Outcome.RECOVERED);
            if (outcome != Begun.Outcome.RECOVERED) {
                json.writeStringProperty("code", outcome.code());
            }
        }
    }
}
