/** Subscribers that come back: where a subscription begins, and what it missed. */
@NullMarked
package dev.carillon.recovery;

import org.jspecify.annotations.NullMarked;
