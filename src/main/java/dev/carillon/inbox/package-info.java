/** The caller's own queues over REST: what is in them, and what has been read. */
@NullMarked
package dev.carillon.inbox;

import org.jspecify.annotations.NullMarked;
