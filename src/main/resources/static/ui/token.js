/** A pasted token lives in its field only: not in storage, not in the address, not in a cookie. */
export class Token {
  #field;
  #note;
  #last = null;

  constructor(field, note) {
    this.#field = field;
    this.#note = note;
    field.addEventListener('input', () => this.#explain());
  }

  /** Whatever is copied from a terminal: without its line breaks, which would also break a STOMP header. */
  get #pasted() {
    return this.#field.value.replace(/^\s*Bearer\s/i, '').replace(/[^\x21-\x7e]/g, '');
  }

  /** True when the token comes from the service, so that a refused one can be replaced without anybody's help. */
  get renewable() {
    return !this.#pasted && this.#last !== null;
  }

  /** The token as last seen; null where there is none yet. */
  get known() {
    return this.#pasted || this.#last;
  }

  /** The token as last seen, for a single request. */
  async current() {
    return this.known || this.obtain();
  }

  /**
   * A token that is good now. One from a service in development mode is asked for each time, because a restart of the
   * service makes the former ones worthless. Null means that there is none; an exception, that the service is away.
   */
  async obtain() {
    if (this.#pasted) {
      return this.#pasted;
    }
    const answer = await fetch('/development/token', { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    if (!answer.ok && answer.status !== 404) {
      throw new Error(`The service answered ${answer.status}.`);
    }
    const { user, token } = answer.ok ? await answer.json() : { token: null };
    this.#last = token;
    this.#explain(user);
    return token;
  }

  /** Whether a connection can be made without asking anybody for a token. */
  async given() {
    try {
      return await this.obtain() !== null;
    } catch {
      return true; // Away, perhaps restarting: the connection will keep trying.
    }
  }

  #user = '';

  #explain(user = this.#user) {
    this.#user = user;
    const given = this.#last !== null;
    this.#field.placeholder = given ? 'Development token. Paste another to use it instead.' : 'Paste a JWT';
    if (this.#pasted) {
      this.#note.textContent = given
        ? 'The pasted token, kept in memory only. Clear the field for the development token.'
        : 'Kept in this page’s memory only.';
    } else {
      this.#note.textContent = given
        ? `Using the development token of the user ${user}.`
        : 'Paste a token to connect. It is kept in this page’s memory only.';
    }
  }
}
