/**
 * Parses text/event-stream as the WHATWG's HTML standard says (9.2.6): CR, LF and CRLF end a line, even where they are
 * divided between two chunks.
 */
export class EventStreamParser {
  #decoder = new TextDecoder(); // Takes a byte order mark away.
  #rest = '';
  #afterCarriageReturn = false;
  #data = [];
  #type = '';
  #id = '';

  /** The events that these bytes complete, each with type, data and the id last set. */
  push(bytes) {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (this.#afterCarriageReturn && text !== '') {
      text = text.replace(/^\n/, '');
      this.#afterCarriageReturn = false;
    }
    this.#afterCarriageReturn ||= text.endsWith('\r');
    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop();
    return lines.map(line => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === '') {
      return this.#dispatch();
    }
    const colon = line.indexOf(':');
    if (colon !== 0) {
      const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
      this.#field(name, value);
    }
    return undefined;
  }

  #field(name, value) {
    if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'event') {
      this.#type = value;
    } else if (name === 'id' && !value.includes('\0')) {
      this.#id = value;
    }
  }

  #dispatch() {
    const event = this.#data.length > 0
      ? { type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id }
      : undefined;
    this.#data = [];
    this.#type = '';
    return event;
  }
}
