/** The border at which a notification leaves the publishing half and reaches its subscribers. */
@NullMarked
package dev.carillon.fanout;

import org.jspecify.annotations.NullMarked;
