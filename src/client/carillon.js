import { Connection } from './connection.js';
import { CarillonError } from './error.js';
import { EventSession } from './event-session.js';
import { Inbox } from './inbox.js';
import { Memory } from './memory.js';
import { numberOf } from './notification.js';
import { Rest } from './rest.js';
import { StompSession } from './stomp-session.js';
import { Subscription } from './subscription.js';
import { Tokens } from './tokens.js';

export { CarillonError };

const DESTINATION = /^\/(topic|user\/queue)\/./;

/** See carillon.d.ts for what each member takes, gives and throws. */
export class Carillon {
  #subscriptions = new Set();
  #connection;
  #rest;
  #memory;
  #report;

  constructor({
    url = '/ws', token, heartbeat = 10_000, transport = 'auto', storage,
    onStatus = () => {}, onError = error => console.error(error),
  }) {
    const address = socketOf(url);
    const api = new URL('api/v1/', address.href.replace(/^ws/, 'http'));
    const tokens = new Tokens(token);
    const cursor = {};
    this.#report = onError;
    this.#rest = new Rest(api, tokens);
    this.#memory = new Memory(storage, onError);
    this.#connection = new Connection({
      tokens,
      transport,
      isUp: () => this.#rest.isUp(),
      open: (kind, jwt, on) => kind === 'sse'
        ? new EventSession({ api, token: jwt, cursor, subscriptions: this.#subscriptions, on })
        : new StompSession({ url: address, token: jwt, heartbeat, on }),
      on: {
        connected: session => this.#subscriptions.forEach(subscription => session.subscribe(subscription)),
        status: status => this.#safely(() => onStatus(status)),
        error: onError,
      },
    });
  }

  connect() {
    this.#connection.connect();
  }

  close() {
    this.#connection.close();
  }

  subscribe(destination, handler, options = {}) {
    if (!DESTINATION.test(destination)) {
      throw new TypeError(`A destination is /topic/… or /user/queue/…, not ${destination}`);
    }
    const unsubscribe = () => {
      if (this.#subscriptions.delete(subscription)) {
        subscription.end();
        this.#connection.unsubscribe(subscription);
      }
    };
    const subscription = new Subscription(destination, handler, options,
      { memory: this.#memory, report: this.#report, forbidden: unsubscribe });
    this.#subscriptions.add(subscription);
    this.#connection.session?.subscribe(subscription);
    return Object.freeze({
      destination,
      get position() {
        return subscription.position;
      },
      unsubscribe,
    });
  }

  async publish(topic, payload, { type, key, ttl, ephemeral, contentType } = {}) {
    const session = this.#connection.session;
    const about = { type, key, ttl, ephemeral };
    const body = contentType === undefined ? JSON.stringify(payload) : payload;
    if (session?.send) {
      const receipt = await session.send(`/topic/${topic}`, body, defined({
        ...about,
        ephemeral: ephemeral === undefined ? undefined : String(ephemeral),
        'content-type': contentType ?? 'application/json',
      }));
      return { id: receipt['notification-id'], epoch: receipt.epoch, offset: numberOf(receipt.offset) };
    }
    const path = `topics/${encodeURIComponent(topic)}/notifications`;
    const { id, epoch, offset } = await this.#rest.call('POST', path, {
      unanswered: 'connection-lost',
      ...(isJson(contentType) ? { body: enveloped(about, body) } : { query: about, body, contentType }),
    });
    return { id, epoch, offset };
  }

  inbox(options = {}) {
    const subscribe = this.subscribe.bind(this);
    return new Inbox(options, { rest: this.#rest, report: this.#report, subscribe });
  }

  #safely(action) {
    try {
      action();
    } catch (error) {
      this.#report(error);
    }
  }
}

function socketOf(url) {
  const address = new URL(url, globalThis.location?.href);
  address.protocol = address.protocol.replace(/^http/, 'ws');
  return address;
}

const isJson = (contentType = 'application/json') => /^application\/json\s*(;|$)/i.test(contentType);

/** The body of a REST call around JSON, be it bytes, that goes out as it is. */
const enveloped = (about, json) => JSON.stringify({ ...about, payload: 0 })
  .replace(/0}$/, () => `${typeof json === 'string' ? json : new TextDecoder().decode(json)}}`);

const defined = headers => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
