/** The stored streams: what was accepted is kept, in order, and read again from a position. */
@NullMarked
package dev.carillon.log;

import org.jspecify.annotations.NullMarked;
