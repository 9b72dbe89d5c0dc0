/** Who is connected, and who is not to be any longer. */
@NullMarked
package dev.carillon.presence;

import org.jspecify.annotations.NullMarked;
