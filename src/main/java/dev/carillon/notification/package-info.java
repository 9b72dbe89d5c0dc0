/** The immutable event that everything else moves. */
@NullMarked
package dev.carillon.notification;

import org.jspecify.annotations.NullMarked;
