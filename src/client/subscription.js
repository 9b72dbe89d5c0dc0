import { CarillonError } from './error.js';
import { Progress } from './progress.js';

/** What a caller of `subscribe` wants, from one session to the next. */
export class Subscription {
  #handler;
  #options;
  #memory;
  #report;
  #forbidden;
  #progress;
  #over = false;

  /** `forbidden()` is told when the service has ended it. */
  constructor(destination, handler, options, { memory, report, forbidden }) {
    this.destination = destination;
    this.ack = options.ack ?? 'auto';
    this.#handler = handler;
    this.#options = options;
    this.#memory = memory;
    this.#report = report;
    this.#forbidden = forbidden;
    this.#progress = new Progress(options.position ?? memory.recall(destination));
  }

  get position() {
    return this.#progress.position;
  }

  /** The headers that say where its next SUBSCRIBE starts. */
  get start() {
    const { history } = this.#options;
    return this.position ? { epoch: this.position.epoch, offset: String(this.position.offset) }
      : history ? { history: String(history) } : {};
  }

  /** The service subscribed us, and said where: epoch, offset, recovered, code. */
  begin(answer) {
    if (this.#over) {
      return;
    }
    const before = this.position;
    const lost = this.#progress.begin(answer, this.#options.history);
    this.#moved(before);
    this.#tell('onSubscribed', { position: this.position, recovered: answer.recovered });
    if (lost) {
      this.#lost(answer.code ?? 'position-unknown');
    }
  }

  /** Hands a notification over, once. Those to be acknowledged come again until they are, and are no repeats. */
  deliver(notification) {
    if (this.#over || (this.ack === 'auto' && this.#progress.isRepeat(notification))) {
      return;
    }
    this.#dispatch(notification);
    const before = this.position;
    this.#progress.handled(notification);
    this.#moved(before);
  }

  end() {
    this.#over = true;
    this.#memory.forget(this.destination);
  }

  #dispatch(notification) {
    const { onRecalled, onInbox } = this.#options;
    if (notification.type === 'carillon.forbidden') {
      this.#ended(notification.payload.code);
    } else if (notification.type === 'carillon.recalled') {
      this.#safely(() => onRecalled?.(notification.payload.id));
    } else if (notification.type === 'carillon.inbox') {
      this.#safely(() => onInbox?.(notification.payload));
    } else {
      this.#safely(() => this.#handler(notification));
    }
  }

  #moved(before) {
    if (this.position !== before && !this.#over) {
      this.#memory.keep(this.destination, this.position);
      this.#tell('onPosition', this.position);
    }
  }

  #lost(code) {
    if (this.#options.onLost) {
      this.#tell('onLost', { code, position: this.position });
    } else {
      this.#report(this.#error(`What was missed on ${this.destination} cannot be had again (${code})`, code));
    }
  }

  #ended(code) {
    const error = this.#error(`The token does not allow ${this.destination} any more`, code);
    this.#forbidden();
    if (this.#options.onForbidden) {
      this.#tell('onForbidden', error);
    } else {
      this.#report(error);
    }
  }

  #error(message, code) {
    return new CarillonError(message, { code, destination: this.destination });
  }

  #tell(name, ...values) {
    this.#safely(() => this.#options[name]?.(...values));
  }

  /** A handler that fails, at once or later, does not end the stream. */
  #safely(action) {
    try {
      const result = action();
      if (typeof result?.then === 'function') {
        result.then(undefined, this.#report);
      }
    } catch (error) {
      this.#report(error);
    }
  }
}
