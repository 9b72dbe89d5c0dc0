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

  /** The JSON that is answered, if any. A CarillonError where the service refuses, or with the code `unanswered`. */
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
    return answer.status === 204 ? undefined : answered(answer.json(), rest);
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

function send(method, address, token, { body, contentType = 'application/json', ...rest }) {
  const headers = headersOf({ Authorization: `Bearer ${token}`, ...(body !== undefined && { 'Content-Type': contentType }) });
  const signal = AbortSignal.timeout(TIMEOUT);
  return answered(fetch(address, { method, headers, body, cache: 'no-store', signal }), rest);
}

/** Looked at before anything is sent: a header cannot have every character. */
function headersOf(headers) {
  try {
    return new Headers(headers);
  } catch {
    throw new CarillonError('The token or the content type is none that a header can carry'); // The cause may quote it.
  }
}

/** No answer, or half of one: nobody here knows what the service did. */
async function answered(promise, { unanswered = 'unreachable' }) {
  try {
    return await promise;
  } catch (cause) {
    throw new CarillonError('No answer came from the service', { code: unanswered, cause });
  }
}

/** RFC 9457: the problem that an answer which is not ok carries. */
export async function problemOf(answer) {
  const { code, detail } = await answer.json().catch(() => ({}));
  const seconds = Number.parseInt(answer.headers.get('Retry-After'), 10);
  return new CarillonError(detail ?? `The service answered ${answer.status}`,
    { code, status: answer.status, ...(seconds >= 0 && { retryAfter: seconds * 1000 }) });
}
