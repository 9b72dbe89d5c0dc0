/** How a node leaves: it takes in nobody more, and parts with those it has at a pace that the others can bear. */
@NullMarked
package dev.carillon.drain;

import org.jspecify.annotations.NullMarked;
