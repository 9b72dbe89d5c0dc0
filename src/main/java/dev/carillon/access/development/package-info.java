/** What stands in for a key when none is configured: a random secret, loopback only, printed tokens. */
@NullMarked
package dev.carillon.access.development;

import org.jspecify.annotations.NullMarked;
