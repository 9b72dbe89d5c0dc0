/** Streams for those who read them over HTTP. */
@NullMarked
package dev.carillon.stream;

import org.jspecify.annotations.NullMarked;
