/** How many may come, how fast, and from where: counted before anything is done for them. */
@NullMarked
package dev.carillon.admission;

import org.jspecify.annotations.NullMarked;
