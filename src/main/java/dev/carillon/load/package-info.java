/** Load on a service: many subscribers and a publisher on one thread, what they measured, and the report of it. */
@NullMarked
package dev.carillon.load;

import org.jspecify.annotations.NullMarked;
