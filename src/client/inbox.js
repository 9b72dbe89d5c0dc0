import { CarillonError } from './error.js';

/** See carillon.d.ts. */
export class Inbox {
  #queue;
  #rest;
  #report;
  #subscription;
  #listeners = new Set();
  #unread;
  #head;
  #asking = false;
  #stale = false;

  constructor({ queue = 'inbox', handler, ...options }, { rest, report, subscribe }) {
    this.#queue = queue;
    this.#rest = rest;
    this.#report = report;
    this.#subscription = subscribe(`/user/queue/${queue}`, notification => {
      this.#arrived(notification);
      return handler?.(notification);
    }, {
      ...options,
      onSubscribed: event => {
        this.#refresh();
        return options.onSubscribed?.(event);
      },
      onRecalled: id => {
        this.#refresh();
        return options.onRecalled?.(id);
      },
      onInbox: change => this.#changed(change),
    });
  }

  get unread() {
    return this.#unread;
  }

  get position() {
    return this.#subscription.position;
  }

  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  list({ after, before, limit, unread } = {}) {
    return this.#rest.call('GET', 'me/notifications', { query: { queue: this.#queue, after, before, limit, unread } });
  }

  async unreadCount() {
    return (await this.#rest.call('GET', 'me/notifications/unread-count', { query: { queue: this.#queue } })).unread;
  }

  async markRead(id) {
    await this.#rest.call('POST', `me/notifications/${encodeURIComponent(id)}/read`);
  }

  async markUnread(id) {
    await this.#rest.call('POST', `me/notifications/${encodeURIComponent(id)}/unread`);
  }

  async markReadUpTo(offset) {
    const query = { queue: this.#queue, upTo: offset };
    return (await this.#rest.call('POST', 'me/notifications/read', { query })).unread;
  }

  close() {
    this.#listeners.clear();
    this.#subscription.unsubscribe();
  }

  /** Counted here, so that a notification to everyone is not followed by a request of everyone. */
  #arrived({ offset }) {
    if (this.#asking || this.#unread === undefined) {
      this.#refresh();
    } else if (offset > this.#head) {
      this.#head = offset;
      this.#show({ unread: this.#unread + 1 });
    }
  }

  /** The count is the service's; what it did not count yet, or counted already, only a request can tell. */
  #changed(change) {
    this.#show(change);
    this.#refresh();
  }

  /** A list has the head beside the count: with it, no notification is counted twice. */
  async #refresh() {
    this.#stale = true;
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const { head, unread } = await this.list({ limit: 1 });
        if (!this.#stale) {
          this.#head = head;
          this.#show({ unread });
        }
      }
    } catch (error) {
      this.#report(new CarillonError('The unread count is not known', { code: error.code, cause: error }));
    } finally {
      this.#asking = false;
    }
  }

  #show(change) {
    const same = change.unread === this.#unread && Object.keys(change).length === 1;
    this.#unread = change.unread;
    for (const listener of same ? [] : this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#report(error);
      }
    }
  }
}
