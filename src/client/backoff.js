const FIRST = 500;
const LONGEST = 15_000;

/** The service is restarting: come back, but not all clients at once. */
const RESTART = 1012;

/** What a close code asks of a client: `token` is another token first, `stop` is not to come back unchanged. */
export function policyOf(closeCode) {
  if (closeCode === 4401) {
    return 'token';
  }
  return closeCode >= 4400 && closeCode <= 4499 ? 'stop' : 'return';
}

/** The close code that STOMP would see where HTTP answers this status. */
export function closeCodeOf(httpStatus) {
  return { 400: 4400, 401: 4401, 403: 4403, 410: 4410, 429: 4529, 503: 1013 }[httpStatus] ?? 1006;
}

/**
 * How long to wait before the next attempt, in ms. Full jitter, a random time below an exponential bound, spreads the
 * clients of a lost node evenly; a fixed delay would bring them back together.
 */
export class Backoff {
  #random;
  #attempts = 0;

  constructor(random = Math.random) {
    this.#random = random;
  }

  reset() {
    this.#attempts = 0;
  }

  next(closeCode) {
    const bound = Math.min(LONGEST, FIRST * 2 ** this.#attempts++);
    return closeCode === RESTART ? 1000 + this.#random() * 9000 : this.#random() * bound;
  }
}
