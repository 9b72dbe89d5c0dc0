/** What goes wrong, said the same way over REST and STOMP: one enum of stable codes and the exception that carries one. */
@NullMarked
package dev.carillon.problem;

import org.jspecify.annotations.NullMarked;
