/** The benchmark: starts Carillon and its peers, loads them alike, and writes down what they took. */
package dev.carillon.bench;
