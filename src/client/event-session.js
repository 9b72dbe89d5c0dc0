import { closeCodeOf } from './backoff.js';
import { EventStreamParser } from './event-stream.js';
import { ofEvent } from './notification.js';
import { problemOf } from './rest.js';

/** The service sends a comment where it has nothing else to say; after so many ms of nothing the network is dead. */
const SILENCE = 60_000;

const TOPIC = '/topic/';
const QUEUE = '/user/queue/';

/** The same as a StompSession over server-sent events: one request for all destinations, repeated where they change. */
export class EventSession {
  #api;
  #token;
  #cursor;
  #on;
  #subscriptions;
  #request = null;
  #silence;
  #connected = false;
  #over = false;

  /** `cursor` has the last event's id, from one session to the next. */
  constructor({ api, token, cursor, subscriptions, on }) {
    this.#api = api;
    this.#token = token;
    this.#cursor = cursor;
    this.#subscriptions = new Set(subscriptions);
    this.#on = on;
    this.#restart();
  }

  subscribe(subscription) {
    if (!this.#subscriptions.has(subscription)) {
      this.#subscriptions.add(subscription);
      this.#restart();
    }
  }

  unsubscribe(subscription) {
    if (this.#subscriptions.delete(subscription)) {
      this.#restart();
    }
  }

  /** Goes on with another token, after the last event. */
  renew(token) {
    this.#token = token;
    this.#restart();
  }

  end() {
    this.#over = true;
    clearTimeout(this.#silence);
    this.#request?.abort();
  }

  /** Several changes at once make one request. */
  #restart() {
    clearTimeout(this.#silence);
    this.#request?.abort();
    const request = this.#request = new AbortController();
    queueMicrotask(() => request.signal.aborted || this.#over || this.#stream(request));
  }

  async #stream(request) {
    try {
      if (this.#subscriptions.size === 0) {
        this.#cursor.id = undefined; // Nobody goes on from there.
        this.#established();
        return;
      }
      this.#listen();
      const answer = await fetch(this.#address(), {
        headers: {
          Accept: 'text/event-stream',
          Authorization: `Bearer ${this.#token}`,
          ...(this.#cursor.id && { 'Last-Event-ID': this.#cursor.id }),
        },
        cache: 'no-store',
        signal: request.signal,
      });
      if (!answer.ok) {
        const error = await problemOf(answer);
        this.#close(closeCodeOf(answer.status), error.message, error);
        return;
      }
      this.#established();
      await this.#read(answer.body.getReader(), request.signal);
      this.#close(1006, 'The stream ended');
    } catch (error) {
      if (!request.signal.aborted) {
        this.#close(1006, error.message);
      }
    }
  }

  async #read(reader, signal) {
    const parser = new EventStreamParser();
    for (let chunk = await reader.read(); !chunk.done && !signal.aborted; chunk = await reader.read()) {
      this.#listen();
      for (const event of parser.push(chunk.value)) {
        if (signal.aborted) {
          return;
        }
        this.#handle(event.type, event.data);
        this.#cursor.id = event.id || this.#cursor.id;
      }
    }
  }

  #handle(type, data) {
    if (type === 'carillon.subscribed') {
      const { positions } = JSON.parse(data);
      this.#each(({ destination }) => positions[destination] !== undefined,
        subscription => subscription.begin(positions[subscription.destination]));
    } else if (type === 'carillon.closed') {
      this.#close(JSON.parse(data).code, 'The service ended the stream');
    } else {
      const notification = ofEvent(data);
      this.#each(({ destination }) => destination === notification.destination,
        subscription => subscription.deliver(notification));
    }
  }

  #each(condition, action) {
    [...this.#subscriptions].filter(condition).forEach(action);
  }

  #address() {
    const address = new URL('stream', this.#api);
    for (const { destination } of this.#subscriptions) {
      const [name, prefix] = destination.startsWith(TOPIC) ? ['topic', TOPIC] : ['queue', QUEUE];
      address.searchParams.append(name, destination.slice(prefix.length));
    }
    return address;
  }

  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#close(1006, 'Nothing came for too long'), SILENCE);
  }

  #established() {
    if (!this.#connected && !this.#over) {
      this.#connected = true;
      this.#on.connected();
    }
  }

  #close(code, reason, error) {
    if (!this.#over) {
      this.end();
      this.#on.closed({ code, reason, error });
    }
  }
}
