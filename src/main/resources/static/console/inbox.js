import { Carillon } from '/client/carillon.js';
import { h } from '/ui/element.js';
import { InboxItem } from './inbox-item.js';
import { button, field, form, outcome, panel } from './parts.js';

export const title = 'Inbox';

const PAGE = 20;

export function open(main, { token }) {
  const result = outcome();
  const count = h('strong', { id: 'unread', role: 'status' }, '–');
  const list = h('ol', { class: 'items', id: 'items', role: 'list' });
  const older = button('Older', () => load(oldest()), { id: 'older' });
  const onlyUnread = h('input', { type: 'checkbox', id: 'only-unread', onchange: () => load() });
  const items = new Map();
  let inbox = null;
  let head = 0;

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

  function follow() {
    inbox?.close();
    inbox = carillon.inbox({
      queue: main.querySelector('#queue').value.trim() || 'inbox',
      handler: arrived,
      onRecalled: id => remove(id),
    });
    inbox.onChange(change => {
      count.textContent = change.unread;
      change.read?.forEach(id => items.get(id)?.mark(true));
      change.unreadIds?.forEach(id => items.get(id)?.mark(false));
      items.forEach(item => item.offset <= change.readUpTo && item.mark(true));
    });
    load();
  }

  async function load(before) {
    await attempt(async () => {
      const page = await inbox.list({ before: before ?? Number.MAX_SAFE_INTEGER, limit: PAGE, unread: onlyUnread.checked });
      if (before === undefined) {
        items.clear();
        list.replaceChildren();
      }
      head = Math.max(head, page.head);
      page.notifications.forEach(notification => add(notification, 'append'));
      older.disabled = page.notifications.length === 0;
      count.textContent = page.unread;
    });
  }

  function arrived({ id, offset, type, timestamp, text }) {
    if (offset !== undefined && !items.has(id)) {
      head = Math.max(head, offset);
      add({ id, offset, type, timestamp, text, read: false }, 'prepend');
    }
  }

  function add(notification, where) {
    const item = new InboxItem(notification, read => attempt(() =>
      read ? inbox.markRead(notification.id) : inbox.markUnread(notification.id)));
    items.set(notification.id, item);
    list[where](item.element);
  }

  function remove(id) {
    items.get(id)?.element.remove();
    items.delete(id);
  }

  const oldest = () => Math.min(...[...items.values()].map(item => item.offset));

  async function attempt(action) {
    try {
      await action();
      result.tell('');
    } catch (error) {
      result.tell(error.code ? `${error.code}: ${error.message}` : error.message, false);
    }
  }

  carillon.connect();
  follow();
  return () => carillon.close();
}
