/** What the top of the page says: the connection's state, how often it came back, and what went wrong. */
export class Status {
  #element;
  state = 'offline';

  constructor(element) {
    this.#element = element;
  }

  show(state, detail = '') {
    this.state = state;
    const badge = this.#element('state');
    // Only a change is written: a screen reader announces each write.
    if (badge.dataset.state !== state) {
      badge.textContent = state;
      badge.dataset.state = state;
    }
    this.#element('state-detail').textContent = detail;
    const connect = this.#element('connect');
    connect.textContent = state === 'offline' ? 'Connect' : 'Reconnect';
    connect.classList.toggle('primary', state === 'offline');
    this.#element('disconnect').disabled = state === 'offline';
  }

  reconnected(count) {
    this.#element('reconnects').textContent = count;
  }

  error(message) {
    const error = this.#element('error');
    error.textContent = message;
    error.hidden = !message;
  }
}
