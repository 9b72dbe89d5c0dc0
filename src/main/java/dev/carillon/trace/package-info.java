/** Traces of some publishes, from the request through the store to the lanes of every node; off unless a collector is named. */
@NullMarked
package dev.carillon.trace;

import org.jspecify.annotations.NullMarked;
