/** Clients that mean harm: what each does, again and again, to a server that others use as well. */
package dev.carillon.bench.hostile;
