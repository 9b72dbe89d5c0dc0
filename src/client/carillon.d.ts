/** How far a stream was read: the offset of a notification (or of the stream's head), which counts within one epoch. */
export interface Position {
  epoch: string;
  offset: number;
}

/** What went wrong, as an exception of a call or as part of a status. */
export class CarillonError extends Error {
  /**
   * The service's stable code, such as `destination-forbidden` (all are in the protocol's table), or one of the
   * client's own: `token-missing` (the callback gave none), `token-unavailable` (it failed), `connection-lost` (before
   * a publish was confirmed: its outcome is unknown), `unreachable` (no answer to another call).
   */
  code?: string;
  /** The WebSocket close code that ended the connection. */
  closeCode?: number;
  /** The HTTP status of a REST call. */
  status?: number;
  /** In ms: how long the service asks not to be called again, as with 429 and `limit-exceeded`. */
  retryAfter?: number;
  /** The destination that was refused. */
  destination?: string;
}

export interface Status {
  /** `waiting` is between two attempts; `closed` is final until `connect()` is called again. */
  state: 'connecting' | 'connected' | 'waiting' | 'closed';
  /** With `connecting` and `connected`: how. */
  transport?: 'websocket' | 'sse';
  /** With `waiting`: ms until the next attempt. */
  delay?: number;
  /** With `waiting`: why the last one ended. With `closed`: why, or absent after `close()`. */
  error?: CarillonError;
}

export interface CarillonOptions {
  /** The endpoint, `wss://push.example.com/ws`; `/ws` of the page's own origin by default. */
  url?: string | URL;
  /**
   * Gives the JWT, and is asked at each connect, and in time before the last one expires, to go on with the same
   * connection; one that is about to expire should not be given. When it throws, the next attempt comes later. When a
   * connect is given nothing, or again the token that was refused, the client is `closed`.
   */
  token: () => Promise<string | null | undefined> | string | null | undefined;
  /** How often heart-beats are sent and wanted, in ms: 10,000 by default, 0 for none. */
  heartbeat?: number;
  /**
   * `auto` (default) goes over to server-sent events when three WebSockets in a row did not open although the service
   * answers HTTP, and tries a WebSocket again whenever the stream ends.
   */
  transport?: 'auto' | 'websocket' | 'sse';
  /**
   * Where positions outlive the page: `sessionStorage` for each tab's own, `localStorage` for those of the browser.
   * Clear it when another user logs in. Without one they live as long as the subscription.
   */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  onStatus?: (status: Status) => void;
  /**
   * Told what a handler or callback threw, where no token could be had to go on with, and of losses that no `onLost`
   * takes; `console.error` by default.
   */
  onError?: (error: unknown) => void;
}

export interface Notification {
  /** A UUID version 7. */
  readonly id: string;
  /** As subscribed: `/topic/orders.eu`, `/user/queue/inbox`. */
  readonly destination: string;
  readonly type?: string;
  /** When it was accepted: ISO-8601, UTC. */
  readonly timestamp: string;
  readonly contentType: string;
  /** Absent on ephemeral ones, as is `offset`. */
  readonly epoch?: string;
  readonly offset?: number;
  /** All headers of the STOMP frame; empty over server-sent events. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed value of JSON, the string of `text/*`, the bytes of anything else. Throws SyntaxError on broken JSON. */
  readonly payload: any;
  /** The payload as it was published; over server-sent events, spaces for the line breaks of JSON. */
  readonly text: string;
  readonly bytes: Uint8Array;
  /**
   * Settles it, where the subscription asked for acknowledgement; otherwise, and over server-sent events, nothing. One
   * that is lost with the connection is harmless: the notification comes again.
   */
  ack(): void;
  /** Refuses it: it is sent again, a few times in all. */
  nack(): void;
}

export interface SubscribeOptions {
  /**
   * `auto` (default) hands over each notification once. With `client` and `client-individual` those that were not
   * acknowledged come again after a reconnect, also when their handler saw them.
   */
  ack?: 'auto' | 'client' | 'client-individual';
  /** Where to go on from. By default: where the storage says; without that, with what comes next. */
  position?: Position;
  /** Without a position: how many of the latest to begin with, 1 to 1000. Not over server-sent events. */
  history?: number;
  /** At each connect. `recovered`: true says that nothing was missed, or all of it follows. */
  onSubscribed?: (event: { position?: Position; recovered?: boolean }) => void;
  /** After each notification that was handled, and where a stream begins. */
  onPosition?: (position: Position) => void;
  /**
   * What was missed cannot be had again: load the state anew. `position-expired`: it is older than the service keeps;
   * `position-unknown`: the service does not know the position, or the transport has changed.
   */
  onLost?: (loss: { code: 'position-expired' | 'position-unknown'; position: Position }) => void;
  /** A notification of this id was recalled: take it from the screen. */
  onRecalled?: (id: string) => void;
  /** The user's next token does not allow it any more: it has ended, and its position is forgotten. Else: `onError`. */
  onForbidden?: (error: CarillonError) => void;
}

export interface Subscription {
  readonly destination: string;
  /** Of the last notification handled; of the stream's head at the subscription where none came. */
  readonly position: Position | undefined;
  /** Ends it, and forgets its position. */
  unsubscribe(): void;
}

/** May return a promise: the next notification does not wait for it. What it throws goes to `onError`. */
export type Handler = (notification: Notification) => unknown;

export interface PublishOptions {
  /** What kind of event it is: 1 to 255 characters. */
  type?: string;
  /** A newer notification takes the place of an undelivered one of the same key. */
  key?: string;
  /** ISO-8601 duration, `PT10M`: after it nobody is sent it any more. */
  ttl?: string;
  /** Not stored, at most once. */
  ephemeral?: boolean;
  /** Of a payload that is not to be written as JSON; the payload is then a string or bytes. */
  contentType?: string;
}

export interface Published {
  id: string;
  /** Absent where it was ephemeral, as is `offset`. */
  epoch?: string;
  offset?: number;
}

/** One notification of the inbox, as the REST interface gives it. */
export interface InboxItem {
  id: string;
  offset: number;
  type?: string;
  key?: string;
  timestamp: string;
  contentType: string;
  payload?: any;
  payloadBase64?: string;
  read: boolean;
  readAt?: string;
}

export interface InboxChange {
  unread: number;
  /** Ids that were marked read, or unread, here or on another device. */
  read?: string[];
  unreadIds?: string[];
  /** All up to this offset were marked read. */
  readUpTo?: number;
}

export interface InboxOptions extends SubscribeOptions {
  /** `inbox` by default. */
  queue?: string;
  handler?: Handler;
}

/** The caller's own queue and what of it is read. Its calls reject with a CarillonError. */
export interface Inbox {
  /** As far as known; undefined before the first answer. */
  readonly unread: number | undefined;
  readonly position: Position | undefined;
  /** Called whenever the count or a read mark changes, on any of the user's devices. Gives what ends it. */
  onChange(listener: (change: InboxChange) => void): () => void;
  /** A page: oldest first after the offset `after`, or newest first before `before`. */
  list(page?: { after?: number; before?: number; limit?: number; unread?: boolean }):
    Promise<{ epoch: string; head: number; unread: number; notifications: InboxItem[] }>;
  unreadCount(): Promise<number>;
  markRead(id: string): Promise<void>;
  markUnread(id: string): Promise<void>;
  /** Gives how many are still unread. */
  markReadUpTo(offset: number): Promise<number>;
  close(): void;
}

/** A client of one Carillon service, which stays connected, and after an outage goes on where it was. */
export class Carillon {
  /** Makes no connection yet. Throws TypeError when `url` is none. */
  constructor(options: CarillonOptions);
  /** Connects, and stays connected until `close()` or a status `closed`. An attempt that waits is made at once. */
  connect(): void;
  /** Disconnects. Subscriptions stay, and go on where they were at the next `connect()`. */
  close(): void;
  /** Subscribes now or as soon as it is connected. Throws TypeError when the destination is none. */
  subscribe(destination: string, handler: Handler, options?: SubscribeOptions): Subscription;
  /**
   * Publishes to a topic, over the WebSocket where it is open, else over REST. Resolves once it is stored; rejects with
   * a CarillonError when it was refused, and with `connection-lost` when nobody knows. A service with a port for back
   * ends (`carillon.api.port`) takes it over the WebSocket only: without one, `not-found`.
   */
  publish(topic: string, payload: unknown, options?: PublishOptions): Promise<Published>;
  /** Subscribes to one of the user's own queues and keeps its unread count. */
  inbox(options?: InboxOptions): Inbox;
}
