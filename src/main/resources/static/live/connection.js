import { Backoff } from './backoff.js';
import { closingOf, mayReturn, refusalOf } from './reasons.js';
import { Session } from './session.js';

/**
 * Keeps a session open: when one is lost, another takes its place. Each attempt has a session of its own rather than
 * the STOMP client's reconnection, which fixes the delay before the loss and ends for good when no token can be had.
 */
export class Connection {
  #token;
  #on;
  #session = null;
  #attempt = null;
  #retry;
  #backoff = new Backoff();
  #destination;
  #reconnects = 0;
  #established = false;
  #since = Infinity;
  #refusal = '';

  /** `on` has the functions state(name, detail), message(frame), error(text) and reconnected(count). */
  constructor(token, on) {
    this.#token = token;
    this.#on = on;
    // The network is back: there is no point in waiting any longer.
    addEventListener('online', () => this.#retry && this.#open());
  }

  connect(destination) {
    this.#drop();
    this.#backoff.reset();
    this.#established = false;
    this.#destination = destination;
    this.#open();
  }

  disconnect() {
    this.#drop();
    this.#on.state('offline');
  }

  /** Follows another destination; one that is being connected takes it up as soon as it can. */
  subscribe(destination) {
    this.#destination = destination;
    if (this.#session?.connected) {
      this.#follow();
    } else if (this.#retry || !this.#attempt) {
      this.connect(destination);
    }
  }

  async #open() {
    this.#drop();
    const attempt = this.#attempt = {};
    this.#since = Infinity;
    this.#refusal = '';
    this.#on.state('connecting');
    try {
      const token = await this.#token.obtain();
      if (attempt !== this.#attempt) {
        return;
      }
      if (token) {
        this.#session = new Session(token, {
          connected: () => this.#connected(),
          refused: headers => this.#refused(headers),
          closed: event => this.#closed(event),
        });
      } else {
        this.#end('Paste a token first: this service gives none away.');
      }
    } catch {
      if (attempt === this.#attempt) {
        this.#wait('The service cannot be reached');
      }
    }
  }

  #connected() {
    this.#since = Date.now();
    if (this.#established) {
      this.#on.reconnected(++this.#reconnects);
    }
    this.#established = true;
    this.#follow();
  }

  #follow() {
    this.#on.state('connected');
    this.#session.subscribe(this.#destination, {
      message: this.#on.message,
      subscribed: () => this.#on.state('subscribed'),
    });
  }

  /** The service says why, and closes the socket next. */
  #refused(headers) {
    this.#refusal = refusalOf(headers);
    if (!this.#token.renewable || !headers.code?.startsWith('token-')) {
      this.#on.error(this.#refusal);
    }
  }

  #closed(event) {
    const why = closingOf(event, this.#since !== Infinity);
    if (mayReturn(event.code, this.#token.renewable)) {
      this.#wait(why, event.code, Date.now() - this.#since);
    } else {
      this.#end(this.#refusal || why);
    }
  }

  #wait(why, code, lasted) {
    const delay = this.#backoff.next(code, lasted);
    this.#on.state('connecting', `${why}. Next attempt in ${(delay / 1000).toFixed(1)} s.`);
    this.#retry = setTimeout(() => this.#open(), delay);
  }

  #end(why) {
    this.#drop();
    this.#on.state('offline');
    this.#on.error(why);
  }

  #drop() {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#attempt = null;
    this.#session?.end();
    this.#session = null;
  }
}
