import { Backoff, policyOf } from './backoff.js';
import { CarillonError } from './error.js';
import { Renewal } from './renewal.js';

/** A session that lasted this long, in ms, was a good one: what went wrong before it is forgotten. */
const STEADY = 15_000;

/** So many refused tokens in a row are enough. */
const REFUSALS = 3;

/** So many WebSockets in a row that did not open, while the service answered HTTP, are blocked on the way. */
const UNOPENED = 3;

/**
 * Keeps a session open: when one is lost, another takes its place. Each attempt has a session of its own rather than
 * the STOMP client's reconnection, which fixes the delay before the loss and ends for good when no token can be had.
 */
export class Connection {
  #open;
  #tokens;
  #isUp;
  #transport;
  #on;
  #session = null;
  #connected = false;
  #attempt = null;
  #retry;
  #backoff = new Backoff();
  #renewal;
  #since = Infinity;
  #refusals = 0;
  #refused;
  #unopened = 0;
  #events;

  /**
   * `open(transport, token, on)` makes a session, `isUp()` says whether the service answers HTTP, and `on` has
   * connected(session), status(status) and error(error).
   */
  constructor({ open, tokens, isUp, transport, on }) {
    this.#open = open;
    this.#tokens = tokens;
    this.#isUp = isUp;
    this.#transport = transport;
    this.#on = on;
    this.#renewal = new Renewal(tokens, error => on.error(error));
  }

  /** The session while it is connected. */
  get session() {
    return this.#connected ? this.#session : null;
  }

  connect() {
    if (!this.#attempt) {
      this.#listen();
      this.#backoff.reset();
      this.#refusals = 0;
      this.#refused = undefined;
      this.#try();
    } else {
      this.#wake();
    }
  }

  close() {
    if (this.#attempt) {
      this.#end();
    }
  }

  unsubscribe(subscription) {
    this.#session?.unsubscribe(subscription);
  }

  async #try() {
    this.#drop();
    const attempt = this.#attempt = { transport: this.#choose() };
    this.#on.status({ state: 'connecting', transport: attempt.transport });
    try {
      attempt.token = await this.#tokens.fresh();
    } catch (error) {
      attempt.error = error;
    }
    if (attempt === this.#attempt) {
      this.#start(attempt);
    }
  }

  #start(attempt) {
    if (attempt.error?.code === 'token-missing') {
      this.#end(attempt.error);
    } else if (attempt.error) {
      this.#wait(attempt.error);
    } else if (attempt.token === this.#refused?.token) {
      this.#end(this.#refused.error);
    } else {
      // A session that was dropped has nothing to say any more.
      const current = handle => event => attempt === this.#attempt && handle(event);
      try {
        this.#session = this.#open(attempt.transport, attempt.token, {
          connected: current(() => this.#establish(attempt)),
          closed: current(event => this.#closed(attempt, event)),
        });
      } catch (cause) {
        // Such as ws: from a page that came by https:.
        this.#end(new CarillonError(cause.message, { cause }));
      }
    }
  }

  #establish({ transport, token }) {
    this.#renewal.begin(this.#session, token);
    this.#since = Date.now();
    this.#connected = true;
    this.#on.connected(this.#session);
    this.#on.status({ state: 'connected', transport }); // Last, for it may subscribe, or close.
  }

  #closed(attempt, { code, reason, opened, error: refusal, forgivable }) {
    const why = this.#connected ? 'Connection lost' : 'No connection';
    const error = refusal ?? new CarillonError(`${why} (${reason ? `${code}, ${reason}` : code})`);
    error.closeCode = code;
    if (Date.now() - this.#since > STEADY) {
      this.#backoff.reset();
      this.#refusals = 0;
    }
    if (attempt.transport === 'websocket') {
      this.#judge(opened);
    }
    const policy = forgivable ? 'return' : policyOf(code);
    if (policy === 'token' && refusal) {
      this.#refused = { token: attempt.token, error };
    }
    if (policy === 'stop' || (policy === 'token' && ++this.#refusals >= REFUSALS)) {
      this.#end(error);
    } else {
      this.#wait(error);
    }
  }

  #wait(error) {
    this.#renewal.end();
    this.#session?.end({ force: true });
    this.#session = null;
    this.#connected = false;
    this.#since = Infinity;
    const delay = (error.retryAfter ?? 0) + this.#backoff.next(error.closeCode);
    this.#retry = setTimeout(() => this.#try(), delay);
    this.#on.status({ state: 'waiting', delay, error });
  }

  #end(error) {
    this.#drop();
    this.#events.abort();
    this.#on.status({ state: 'closed', error });
  }

  #drop() {
    clearTimeout(this.#retry);
    this.#renewal.end();
    this.#retry = undefined;
    this.#attempt = null;
    this.#connected = false;
    this.#since = Infinity;
    this.#session?.end();
    this.#session = null;
  }

  #choose() {
    if (this.#transport !== 'auto') {
      return this.#transport;
    }
    if (this.#unopened < UNOPENED) {
      return 'websocket';
    }
    this.#unopened--; // After this one the WebSocket has a chance again.
    return 'sse';
  }

  /** A service that is away blocks nothing: all clients would come back from its restart without a WebSocket. */
  async #judge(opened) {
    if (opened || this.#transport !== 'auto') {
      this.#unopened = 0;
    } else {
      this.#unopened = await this.#isUp() ? this.#unopened + 1 : 0;
    }
  }

  /** The network is back, or somebody looks: there is no point in waiting any longer. One that is gone is given up. */
  #listen() {
    this.#events = new AbortController();
    const { signal } = this.#events;
    globalThis.addEventListener?.('online', () => this.#wake(), { signal });
    globalThis.addEventListener?.('offline', () => {
      if (this.#session) {
        this.#wait(new CarillonError('The network is gone', { closeCode: 1006 }));
      }
    }, { signal });
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') {
        this.#wake();
      }
    }, { signal });
  }

  #wake() {
    if (this.#retry !== undefined) {
      this.#try();
    }
  }
}
