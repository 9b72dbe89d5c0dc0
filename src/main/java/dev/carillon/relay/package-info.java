/** What carries notifications between nodes; in-process where there is one. */
@NullMarked
package dev.carillon.relay;

import org.jspecify.annotations.NullMarked;
