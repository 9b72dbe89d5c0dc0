/** Whose keys verify a token: the secret, and the key sets of issuers, each for its own tokens alone. */
@NullMarked
package dev.carillon.access.keys;

import org.jspecify.annotations.NullMarked;
