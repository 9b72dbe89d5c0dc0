/** Notifications in: the REST door and the one publisher behind every door. */
@NullMarked
package dev.carillon.publish;

import org.jspecify.annotations.NullMarked;
