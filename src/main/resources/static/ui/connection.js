import { Carillon } from '/client/carillon.js';

/** One destination at a time by the client that every page may use, and its status in the words of this page. */
export class Connection {
  #on;
  #carillon;
  #subscription = null;
  #connected = false;
  /** What is to be said of a connection for as long as it lasts. */
  #detail = '';
  #connects = 0;

  /** `on` has the functions state(name, detail), message(notification), error(text) and reconnected(count). */
  constructor(token, on) {
    this.#on = on;
    this.#carillon = new Carillon({
      token: () => token.obtain(),
      onStatus: status => this.#show(status),
      onError: error => on.error(sentenceOf(error)),
    });
  }

  /** From anew, with the token as it is now; `start` has a position, or how much history, to begin with. */
  connect(destination, start) {
    this.#carillon.close();
    this.#connects = 0;
    this.#follow(destination, start);
    this.#carillon.connect();
  }

  disconnect() {
    this.#carillon.close();
  }

  /** Follows another destination; one that is being connected takes it up as soon as it can. */
  subscribe(destination) {
    this.#follow(destination);
    this.#carillon.connect();
  }

  /** The same destination goes on where it was, unless a start is given. */
  #follow(destination, start) {
    if (start || this.#subscription?.destination !== destination) {
      this.#subscription?.unsubscribe();
      if (this.#connected) {
        this.#on.state('connected', this.#detail);
      }
      this.#subscription = this.#carillon.subscribe(destination, this.#on.message, {
        ...start,
        onSubscribed: () => this.#on.state('subscribed', this.#detail),
        onLost: ({ code }) => this.#on.error(`Some notifications were missed and cannot be had again (${code}).`),
        onForbidden: error => {
          this.#subscription = null;
          this.#on.state('connected', this.#detail);
          this.#on.error(sentenceOf(error));
        },
      });
    }
  }

  #show({ state, transport, delay, error }) {
    this.#connected = state === 'connected';
    switch (state) {
      case 'waiting':
        this.#on.state('connecting', `${error.message}. Next attempt in ${(delay / 1000).toFixed(1)} s.`);
        break;
      case 'connected':
        this.#detail = transport === 'sse' ? 'By server-sent events: WebSocket is blocked.' : '';
        this.#on.state('connected', this.#detail);
        if (++this.#connects > 1) {
          this.#on.reconnected(this.#connects - 1);
        }
        break;
      case 'closed':
        this.#on.state('offline');
        if (error) {
          this.#on.error(sentenceOf(error));
        }
        break;
      default:
        this.#on.state(state);
    }
  }
}

function sentenceOf({ message, code, closeCode }) {
  if (code === 'token-missing' && !closeCode) {
    return 'Paste a token first: this service gives none away.';
  }
  return code ? `${message} (${code})` : message;
}
