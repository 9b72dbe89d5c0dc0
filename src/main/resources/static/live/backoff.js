const FIRST = 500;
const LONGEST = 15_000;

/** A connection that lasted this long was a good one: the next loss starts from the shortest delay again. */
const STEADY = 15_000;

/** The service is restarting: come back, but not all clients at once. */
const RESTART = 1012;

/**
 * How long to wait before the next attempt. Full jitter, a random time below an exponential bound, spreads the clients
 * of a lost node evenly; a fixed delay would bring them back together.
 */
export class Backoff {
  #attempts = 0;

  reset() {
    this.#attempts = 0;
  }

  next(closeCode, lasted) {
    if (lasted > STEADY) {
      this.reset();
    }
    const bound = Math.min(LONGEST, FIRST * 2 ** this.#attempts++);
    return closeCode === RESTART ? 1000 + Math.random() * 9000 : Math.random() * bound;
  }
}
