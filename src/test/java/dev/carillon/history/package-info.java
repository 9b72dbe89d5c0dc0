/** Records what publishers and subscribers see of a service that is killed again and again, and finds what was broken. */
@org.jspecify.annotations.NullMarked
package dev.carillon.history;
