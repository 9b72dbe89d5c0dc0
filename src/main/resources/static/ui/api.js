const TIMEOUT = 10_000;

/** What the service refused, in its own words (RFC 9457); without a status where it cannot be reached. */
export class Refusal extends Error {
  constructor(status, { code, detail, field } = {}) {
    super(detail ?? (status ? `The service answered ${status}.` : 'The service cannot be reached.'));
    Object.assign(this, { status, code, field });
  }

  get sentence() {
    return `${this.code ? `${this.code}: ` : ''}${this.message}${this.field ? ` (${this.field})` : ''}`;
  }
}

/** Calls below /api/v1 with the page's token. */
export class Api {
  #token;
  #refused;

  /** `refused(refusal)` is told where it is the token that does not do. */
  constructor(token, refused = () => {}) {
    this.#token = token;
    this.#refused = refused;
  }

  /** What is answered, if it is JSON. Throws a Refusal. */
  async call(method, path, { body, headers } = {}) {
    const answer = await this.#send(method, path, { body, headers });
    const document = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      const refusal = new Refusal(answer.status, document);
      if (answer.status === 401 || refusal.code === 'scope-missing') {
        this.#refused(refusal);
      }
      throw refusal;
    }
    return document;
  }

  async #send(method, path, request) {
    try {
      const renewable = this.#token.renewable;
      const answer = await send(method, path, await this.#token.current(), request);
      // A restarted service does not know the development token of the one before.
      return answer.status === 401 && renewable
        ? await send(method, path, await this.#token.obtain(), request) : answer;
    } catch {
      throw new Refusal();
    }
  }
}

export const addressOf = path => new URL(`/api/v1/${path}`, location.href);

const send = (method, path, token, { body, headers }) => fetch(addressOf(path), {
  method,
  headers: { ...headers, ...(token && { Authorization: `Bearer ${token}` }) },
  body,
  cache: 'no-store',
  signal: AbortSignal.timeout(TIMEOUT),
});
