import { h } from '/ui/element.js';
import { moment } from './formats.js';
import { button } from './parts.js';
import { hashOf } from './router.js';

/** One notification of a queue, read or not. */
export class InboxItem {
  element;
  offset;
  #read;
  #toggle;

  /** `mark(read)` is asked of the service; what it came to is told by `mark` here. */
  constructor({ id, offset, type, timestamp, read, ...body }, mark) {
    this.offset = offset;
    this.#toggle = button('', () => mark(!this.#read));
    this.element = h('li', { 'data-id': id },
      h('p', {},
        h('time', { datetime: timestamp }, moment(timestamp)), h('span', { class: 'type' }, type ?? ''),
        h('span', { class: 'offset' }, `#${offset}`),
        h('a', { href: hashOf('notifications', id), 'aria-label': `Delivery record of ${id}` }, 'record'), this.#toggle),
      h('pre', { class: 'payload' }, textOf(body)));
    this.mark(read);
  }

  mark(read) {
    this.#read = read;
    this.element.dataset.read = read;
    this.#toggle.textContent = read ? 'Mark as unread' : 'Mark as read';
    this.#toggle.ariaLabel = `${this.#toggle.textContent} #${this.offset}`;
  }
}

/** As it was published: text, bytes, or JSON (RFC 6839, section 3.1), which is written anew. */
function textOf({ text, payload, payloadBase64, contentType = '' }) {
  return text ?? payloadBase64 ?? (/^(application\/|[^;]+\+)json\s*(;|$)/i.test(contentType) ? JSON.stringify(payload) : payload);
}
