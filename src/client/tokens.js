import { CarillonError } from './error.js';

/** Asks the application for a token at each connect, and lends the last one to single requests. */
export class Tokens {
  #obtain;
  #last;

  constructor(obtain) {
    this.#obtain = obtain;
  }

  /** A CarillonError where there is none. */
  async fresh() {
    try {
      this.#last = await this.#obtain();
    } catch (cause) {
      throw new CarillonError('No token could be had', { code: 'token-unavailable', cause });
    }
    if (!this.#last) {
      throw new CarillonError('There is no token', { code: 'token-missing' });
    }
    return this.#last;
  }

  async current() {
    return this.#last ?? this.fresh();
  }
}
