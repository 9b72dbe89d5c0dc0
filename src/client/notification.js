/** RFC 6839, section 3.1: as the service has it, which writes what is JSON into its events as it is. */
const isJson = contentType => /^(application\/|[^;]+\+)json\s*(;|$)/i.test(contentType);

const isText = contentType => /^text\//i.test(contentType);

/** See carillon.d.ts. `content` has text() and bytes(), of which one is the original; `settle` has ack() and nack(). */
export class Notification {
  #content;
  #settle;
  #payload;
  /** Functions of their own, so that a handler may take them out of the notification. */
  ack = () => this.#settle?.ack();
  nack = () => this.#settle?.nack();

  constructor(about, content, settle) {
    Object.assign(this, about);
    this.#content = content;
    this.#settle = settle;
  }

  get text() {
    return this.#content.text();
  }

  get bytes() {
    return this.#content.bytes();
  }

  get payload() {
    return this.#payload ??= isJson(this.contentType) ? JSON.parse(this.text)
      : isText(this.contentType) ? this.text : this.bytes;
  }
}

/** From a MESSAGE of STOMP. */
export function ofFrame(frame) {
  const { headers } = frame;
  return new Notification({
    id: headers['message-id'],
    destination: headers.destination,
    type: headers.type,
    timestamp: headers.timestamp,
    contentType: headers['content-type'],
    epoch: headers.epoch,
    offset: numberOf(headers.offset),
    headers,
  }, { text: () => frame.body, bytes: () => frame.binaryBody }, headers.ack && frame);
}

const PAYLOAD = '"payload":';

/** From the data of a server-sent event. */
export function ofEvent(data) {
  const { id, destination, type, timestamp, contentType, epoch, offset, payload, payloadBase64 } = JSON.parse(data);
  const about = { id, destination, type, timestamp, contentType, epoch, offset, headers: {} };
  if (payloadBase64 !== undefined) {
    const bytes = Uint8Array.from(atob(payloadBase64), character => character.charCodeAt(0));
    return new Notification(about, { text: () => new TextDecoder().decode(bytes), bytes: () => bytes });
  }
  // Cut out, for numbers would not survive being parsed. It comes last, and no string has a bare quote.
  const text = isJson(contentType) ? data.slice(data.indexOf(PAYLOAD) + PAYLOAD.length, -1) : payload;
  return new Notification(about, { text: () => text, bytes: () => new TextEncoder().encode(text) });
}

/** A header's number; undefined where the header is absent. */
export const numberOf = header => header === undefined ? undefined : Number(header);
