import { Carillon } from '/client/carillon.js';
import { h } from '/ui/element.js';
import { parsedAsWritten } from '/ui/json.js';
import { once } from '/ui/once.js';
import { InboxItem } from './inbox-item.js';
import { button, field, form, outcome, panel } from './parts.js';

export const title = 'Inbox';

const PAGE = 20;

export function open(main, { api, token }) {
  const result = outcome();
  const count = h('strong', { id: 'unread', role: 'status' }, '–');
  const list = h('ol', { class: 'items', id: 'items', role: 'list' });
  const older = button('Older', () => once(older, load), { id: 'older' });
  const onlyUnread = h('input', { type: 'checkbox', id: 'only-unread', onchange: show });
  const items = new Map();
  let queue = '';
  let inbox = null;
  let head = 0;
  /** Which of the pages that were asked for is the last: one of a queue that was left meanwhile is not shown. */
  let round = 0;

  const carillon = new Carillon({
    token: () => token.obtain(),
    onStatus: ({ state, error }) => state === 'closed' && error && result.tell(error.message, false),
    onError: error => result.tell(error.message, false),
  });

  main.append(
    panel('My inbox', {},
      form(follow, h('div', { class: 'line' }, field('queue', 'Queue', { optional: true, placeholder: 'inbox' }), h('button', {}, 'Show'))),
      h('div', { class: 'heading' },
        h('p', {}, count, ' unread'),
        h('label', { class: 'check' }, onlyUnread, ' Unread only'),
        button('Mark all as read', () => attempt(() => inbox.markReadUpTo(head)), { id: 'read-all' })),
      result.element, list, h('div', { class: 'buttons' }, older)));

  /** A queue that the service refused has ended the connection: then the next one begins another. */
  function follow() {
    inbox?.close();
    queue = main.querySelector('#queue').value.trim() || 'inbox';
    head = 0;
    count.textContent = '–';
    inbox = carillon.inbox({ queue, handler: arrived, onRecalled: remove });
    inbox.onChange(change => {
      count.textContent = change.unread;
      change.read?.forEach(id => items.get(id)?.mark(true));
      change.unreadIds?.forEach(id => items.get(id)?.mark(false));
      items.forEach(item => item.offset <= change.readUpTo && item.mark(true));
    });
    carillon.connect();
    show();
  }

  function show() {
    items.clear();
    list.replaceChildren();
    load();
  }

  /** What is older than all that is there. */
  async function load() {
    const current = ++round;
    const before = Math.min(Number.MAX_SAFE_INTEGER, ...[...items.values()].map(item => item.offset));
    const query = new URLSearchParams({ queue, before, limit: PAGE, unread: onlyUnread.checked });
    await attempt(async () => {
      const text = await api.text('GET', `me/notifications?${query}`);
      if (current === round) {
        add(JSON.parse(text), parsedAsWritten(text));
      }
    }, () => current === round);
  }

  function add(page, asWritten) {
    head = Math.max(head, page.head);
    count.textContent = page.unread;
    older.disabled = page.notifications.length === 0;
    page.notifications.forEach((notification, index) =>
      items.has(notification.id) || place({ ...notification, payload: asWritten.notifications[index].payload }, 'append'));
  }

  function arrived({ id, offset, type, timestamp, text }) {
    if (offset !== undefined && !items.has(id)) {
      head = Math.max(head, offset);
      place({ id, offset, type, timestamp, text, read: false }, 'prepend');
    }
  }

  function place(notification, where) {
    const item = new InboxItem(notification, read => attempt(() =>
      read ? inbox.markRead(notification.id) : inbox.markUnread(notification.id)));
    items.set(notification.id, item);
    list[where](item.element);
  }

  function remove(id) {
    items.get(id)?.element.remove();
    items.delete(id);
  }

  async function attempt(action, matters = () => true) {
    const [text, good] = await action().then(() => ['', true],
      error => [error.code ? `${error.code}: ${error.message}` : error.message, false]);
    if (matters()) {
      result.tell(text, good);
    }
  }

  follow();
  return () => carillon.close();
}
