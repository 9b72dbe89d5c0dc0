/** Which settings there are: one that nobody reads stops the start, and all can be tried without one. */
@NullMarked
package dev.carillon.settings;

import org.jspecify.annotations.NullMarked;
