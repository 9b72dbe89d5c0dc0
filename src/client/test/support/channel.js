/** What happens, in order, for a test to wait for. */
export class Channel {
  #values = [];
  #waiting = [];

  push = value => {
    const waiting = this.#waiting.shift();
    if (waiting) {
      waiting(value);
    } else {
      this.#values.push(value);
    }
  };

  next() {
    return this.#values.length > 0 ? Promise.resolve(this.#values.shift())
      : new Promise(resolve => this.#waiting.push(resolve));
  }

  /** Skips what does not fit. */
  async nextThat(fits) {
    let value = await this.next();
    while (!fits(value)) {
      value = await this.next();
    }
    return value;
  }
}
