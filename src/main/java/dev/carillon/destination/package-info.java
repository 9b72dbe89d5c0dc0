/** Where a notification goes: the grammar of topics, users, queues and the patterns that select them. */
@NullMarked
package dev.carillon.destination;

import org.jspecify.annotations.NullMarked;
