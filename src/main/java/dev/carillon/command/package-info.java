/** The command line: what the jar does other than to serve, each command on its own feet and without a Spring context. */
@NullMarked
package dev.carillon.command;

import org.jspecify.annotations.NullMarked;
