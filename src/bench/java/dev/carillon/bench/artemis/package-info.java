/** What Carillon is measured against: Artemis, embedded, with nothing but its STOMP. */
package dev.carillon.bench.artemis;
