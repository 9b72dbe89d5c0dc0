import { CarillonError } from './error.js';

const TIMEOUT = 10_000;

/** Calls below /api/v1 with the token that the connection uses. */
export class Rest {
  #base;
  #tokens;

  constructor(base, tokens) {
    this.#base = base;
    this.#tokens = tokens;
  }

  /** The JSON that is answered, if any. A CarillonError where the service refuses or cannot be reached. */
  async call(method, path, { query = {}, ...rest } = {}) {
    const address = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        address.searchParams.set(name, value);
      }
    }
    const token = await this.#tokens.current();
    let answer = await send(method, address, token, rest);
    if (answer.status === 401) {
      // It may have expired since the connection was made.
      const another = await this.#tokens.fresh();
      answer = another === token ? answer : await send(method, address, another, rest);
    }
    if (!answer.ok) {
      throw await problemOf(answer);
    }
    return answer.status === 204 ? undefined : answer.json();
  }

  /** Whether the service itself answers HTTP, be it with a refusal, and not only a gateway before it. */
  async isUp() {
    try {
      const answer = await fetch(new URL('stream', this.#base), { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT) });
      return answer.status < 500;
    } catch {
      return false;
    }
  }
}

async function send(method, address, token, { body, contentType = 'application/json' }) {
  try {
    return await fetch(address, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body !== undefined && { 'Content-Type': contentType }) },
      body,
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (cause) {
    throw new CarillonError('The service cannot be reached', { code: 'unreachable', cause });
  }
}

/** RFC 9457: the problem that an answer which is not ok carries. */
export async function problemOf(answer) {
  const { code, detail } = await answer.json().catch(() => ({}));
  const seconds = Number.parseInt(answer.headers.get('Retry-After'), 10);
  return new CarillonError(detail ?? `The service answered ${answer.status}`,
    { code, status: answer.status, ...(seconds >= 0 && { retryAfter: seconds * 1000 }) });
}
