/** The longest that a timer waits, in ms. */
const LONGEST = 2 ** 31 - 1;

/**
 * Hands a session its next token after 80 to 90 % of what the one before had left: at random, for those that were issued
 * together would be asked for together. A failure is tried again after as much of what is left then: a dozen times in an hour.
 */
export class Renewal {
  #tokens;
  #report;
  #session;
  #timer;

  constructor(tokens, report) {
    this.#tokens = tokens;
    this.#report = report;
  }

  begin(session, token) {
    this.end();
    this.#session = session;
    this.#plan(token);
  }

  end() {
    clearTimeout(this.#timer);
    this.#session = undefined;
  }

  #plan(token) {
    const left = expiryOf(token) - Date.now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#renew(token), Math.min(left * (0.8 + Math.random() * 0.1), LONGEST));
    }
  }

  async #renew(token) {
    const session = this.#session;
    const next = await this.#next();
    if (session === this.#session) {
      const better = next && expiryOf(next) > expiryOf(token);
      if (better) {
        session.renew(next);
      }
      this.#plan(better ? next : token);
    }
  }

  async #next() {
    try {
      return await this.#tokens.fresh();
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }
}

/** In ms since 1970; NaN, which no number is less than, where it cannot be read. */
function expiryOf(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).exp * 1000;
  } catch {
    return NaN; // It need not be a JWT: the service is who reads it.
  }
}
