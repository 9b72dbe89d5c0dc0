const TIMEOUT = 10_000;

/** What the service refused, in its own words (RFC 9457); without a status where no answer came. */
export class Refusal extends Error {
  constructor(status, { code, detail, field } = {}) {
    super(detail ?? `The service answered ${status}.`);
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
  async call(method, path, request) {
    return documentOf(await this.text(method, path, request));
  }

  /** What is answered, letter for letter. Throws a Refusal. */
  async text(method, path, request = {}) {
    const { token, status, ok, text } = await this.#ask(method, path, request);
    if (!ok) {
      const refusal = new Refusal(status, documentOf(text));
      // A late answer to whoever was here before says nothing of the token that is used now.
      if ((status === 401 || refusal.code === 'scope-missing') && token === this.#token.known) {
        this.#refused(refusal);
      }
      throw refusal;
    }
    return text;
  }

  async #ask(method, path, request) {
    try {
      const renewable = this.#token.renewable;
      const answer = await send(method, path, await this.#token.current(), request);
      // A restarted service does not know the development token of the one before.
      return answer.status === 401 && renewable
        ? await send(method, path, await this.#token.obtain(), request) : answer;
    } catch (error) {
      throw new Refusal(undefined, { detail: sentenceOf(method, error) });
    }
  }
}

export const addressOf = path => new URL(`/api/v1/${path}`, location.href);

async function send(method, path, token, { body, headers }) {
  const answer = await fetch(addressOf(path), {
    method,
    headers: { ...headers, ...(token && { Authorization: `Bearer ${token}` }) },
    body,
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  return { token, status: answer.status, ok: answer.ok, text: await answer.text() };
}

function documentOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {}; // There is nothing, or it comes from a proxy.
  }
}

/** A browser does not say whether a service is away, or was lost after it had taken the call. */
function sentenceOf(method, { name }) {
  const sentence = name === 'TimeoutError' ? `No answer came within ${TIMEOUT / 1000} seconds.` : 'The service cannot be reached.';
  return method === 'GET' ? sentence : `${sentence} It may have done it all the same.`;
}
