/** Who came, who was turned away and who managed, for the one who has to know later. */
@NullMarked
package dev.carillon.audit;

import org.jspecify.annotations.NullMarked;
