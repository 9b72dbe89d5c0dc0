import { CarillonError } from './error.js';
import { numberOf, ofFrame } from './notification.js';
import { Client } from './stompjs.js';

const TIMEOUT = 10_000;

/** One STOMP connection over one WebSocket, from CONNECT to the close. It never comes back; see connection.js. */
export class StompSession {
  #socket;
  #client;
  #on;
  #opened = false;
  #over = false;
  #error;
  #forgivable = false;
  #subscriptions = new Map();
  /** What waits for a receipt: `destination`, `settled(headers)`, and for a SEND `failed(error)`. */
  #pending = new Map();
  #receipts = 0;

  /** `on` has connected() and closed({code, reason, opened, error, forgivable}). */
  constructor({ url, token, heartbeat, on }) {
    this.#on = on;
    this.#socket = new WebSocket(url, ['v12.stomp']);
    this.#client = new Client({
      webSocketFactory: () => this.#socket,
      connectHeaders: { Authorization: `Bearer ${token}` },
      reconnectDelay: 0, // That is: never.
      connectionTimeout: TIMEOUT,
      heartbeatIncoming: heartbeat,
      heartbeatOutgoing: heartbeat,
      discardWebsocketOnCommFailure: true, // A dead network never answers a closing handshake.
      onConnect: () => this.#over || on.connected(),
      onStompError: frame => this.#refused(frame.headers),
      onWebSocketClose: event => this.#closed(event),
    });
    this.#socket.addEventListener('open', () => this.#opened = true);
    // A close follows in browsers, but not in Node 20.
    this.#socket.addEventListener('error', () => this.#opened || this.#closed({ code: 1006 }));
    this.#answerHeartbeats(heartbeat);
    this.#client.activate();
  }

  subscribe(subscription) {
    if (this.#subscriptions.has(subscription)) {
      return;
    }
    const { destination, ack, start } = subscription;
    const receipt = this.#await({
      destination,
      settled: ({ epoch, offset, recovered, code }) => subscription.begin(
        { epoch, offset: numberOf(offset), recovered: recovered && recovered === 'true', code }),
    });
    const deliver = frame => this.#over || subscription.deliver(ofFrame(frame));
    this.#subscriptions.set(subscription, this.#client.subscribe(destination, deliver, { receipt, ack, ...start }));
  }

  unsubscribe(subscription) {
    this.#subscriptions.get(subscription)?.unsubscribe();
    this.#subscriptions.delete(subscription);
  }

  /** Resolves with the headers of the receipt. */
  send(destination, body, headers) {
    return new Promise((settled, failed) => {
      const receipt = this.#await({ destination, settled, failed });
      this.#client.publish({
        destination,
        headers: { ...headers, receipt },
        ...(typeof body === 'string' ? { body } : { binaryBody: body }),
      });
    });
  }

  /** Goes on with another token. What is wrong with it closes the session, which says so. */
  renew(token) {
    this.send('/app/token', token, { 'content-type': 'text/plain' }).catch(() => {});
  }

  /** Says goodbye, or with `force` drops a connection that is dead already. */
  end({ force = false } = {}) {
    this.#over = true;
    this.#abandon();
    const { connected } = this.#client;
    this.#client.deactivate({ force });
    if (!connected) {
      this.#socket.close(); // The client may not have taken it yet.
    }
  }

  #await(waiting) {
    const receipt = `receipt-${this.#receipts++}`;
    this.#pending.set(receipt, waiting);
    this.#client.watchForReceipt(receipt, ({ headers }) => {
      this.#pending.delete(receipt);
      if (!this.#over) {
        waiting.settled(headers);
      }
    });
    return receipt;
  }

  /** The service says why, and closes the socket next. What a SEND did wrong is no reason to stay away. */
  #refused({ message = 'The service refused a frame', code, 'receipt-id': receipt }) {
    const { destination, failed } = this.#pending.get(receipt) ?? {};
    this.#error = new CarillonError(message, { code, destination });
    failed?.(this.#error);
    this.#forgivable = failed !== undefined;
    this.#pending.delete(receipt);
  }

  #closed({ code, reason }) {
    if (!this.#over) {
      this.#over = true;
      this.#abandon();
      this.#on.closed({ code, reason, opened: this.#opened, error: this.#error, forgivable: this.#forgivable });
    }
  }

  #abandon() {
    for (const { failed, destination } of this.#pending.values()) {
      failed?.(new CarillonError('The connection was lost before the service confirmed: it may have published or not',
        { code: 'connection-lost', destination }));
    }
    this.#pending.clear();
  }

  /** A hidden page's timers may fire once a minute, too seldom for heart-beats; its messages arrive at once. */
  #answerHeartbeats(heartbeat) {
    let last = Date.now();
    this.#socket.addEventListener('message', () => {
      if (heartbeat > 0 && this.#client.connected && !this.#over && Date.now() - last > heartbeat / 2) {
        last = Date.now();
        this.#socket.send('\n');
      }
    });
  }
}
