/** Asks the application for a token at each connect, and lends the last one to single requests. */
export class Tokens {
  #obtain;
  #last;

  constructor(obtain) {
    this.#obtain = obtain;
  }

  async fresh() {
    return this.#last = await this.#obtain();
  }

  async current() {
    return this.#last ?? this.fresh();
  }
}
