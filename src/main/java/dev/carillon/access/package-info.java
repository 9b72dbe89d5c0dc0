/** Who may do what: tokens become callers, callers are held against destinations. */
@NullMarked
package dev.carillon.access;

import org.jspecify.annotations.NullMarked;
