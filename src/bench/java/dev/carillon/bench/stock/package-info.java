/** What Carillon is measured against: Spring's simple broker with nothing set. */
package dev.carillon.bench.stock;
