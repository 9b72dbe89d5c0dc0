package dev.carillon.relay;

import dev.carillon.Artemis;
import dev.carillon.RabbitMq;
import dev.carillon.SharedBroker;

/** What may carry notifications between nodes. */
enum Brokers {

    RABBITMQ {
        @Override
        SharedBroker open(Class<?> suite) {
            return RabbitMq.exchange(suite);
        }
    },
    STOMP {
        @Override
        SharedBroker open(Class<?> suite) {
            return Artemis.start();
        }
    };

    abstract SharedBroker open(Class<?> suite);
}
