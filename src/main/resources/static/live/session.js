import { Client } from '/webjars/stomp__stompjs/esm6/index.js';

const ADDRESS = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws`;

/** One STOMP connection over one WebSocket, from CONNECT to the close. It never comes back; see connection.js. */
export class Session {
  #client;
  #subscription;
  #receipts = 0;
  #over = false;

  /** `on` has the functions connected(), refused(headers of the ERROR) and closed(close event). */
  constructor(token, on) {
    // A client that was told to end still reports its close later, when another may have taken its place.
    const unlessOver = handle => event => this.#over || handle(event);
    this.#client = new Client({
      brokerURL: ADDRESS,
      connectHeaders: { Authorization: `Bearer ${token}` },
      reconnectDelay: 0, // That is: never.
      connectionTimeout: 10_000,
      heartbeatIncoming: 10_000,
      heartbeatOutgoing: 10_000,
      discardWebsocketOnCommFailure: true, // A dead network never answers a closing handshake.
      onConnect: unlessOver(() => on.connected()),
      onStompError: unlessOver(frame => on.refused(frame.headers)),
      onWebSocketClose: unlessOver(on.closed),
    });
    this.#client.activate();
  }

  get connected() {
    return this.#client.connected;
  }

  /** Replaces the subscription; `subscribed` is called once the service has confirmed the last one asked for. */
  subscribe(destination, { message, subscribed }) {
    this.#subscription?.unsubscribe();
    const receipt = `subscribe-${++this.#receipts}`;
    this.#client.watchForReceipt(receipt, () => {
      if (!this.#over && receipt === `subscribe-${this.#receipts}`) {
        subscribed();
      }
    });
    this.#subscription = this.#client.subscribe(destination, frame => this.#over || message(frame), { receipt });
  }

  end() {
    this.#over = true;
    this.#client.deactivate();
  }
}
