/** The page for those who may manage, and the one call that it needs beside everybody's. */
@NullMarked
package dev.carillon.console;

import org.jspecify.annotations.NullMarked;
