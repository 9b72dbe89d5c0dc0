/** The relay's broker is RabbitMQ, by AMQP 0-9-1. */
@NullMarked
package dev.carillon.relay.rabbitmq;

import org.jspecify.annotations.NullMarked;
