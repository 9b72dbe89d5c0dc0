const keyOf = destination => `carillon:${destination}`;

/** Remembers positions across page loads in a Storage, where one was given. A full or forbidden one is reported only. */
export class Memory {
  #storage;
  #report;

  constructor(storage, report) {
    this.#storage = storage;
    this.#report = report;
  }

  recall(destination) {
    return this.#use(storage => {
      const { epoch, offset } = JSON.parse(storage.getItem(keyOf(destination))) ?? {};
      return typeof epoch === 'string' && Number.isSafeInteger(offset) ? { epoch, offset } : undefined;
    });
  }

  keep(destination, position) {
    this.#use(storage => storage.setItem(keyOf(destination), JSON.stringify(position)));
  }

  forget(destination) {
    this.#use(storage => storage.removeItem(keyOf(destination)));
  }

  #use(action) {
    try {
      return this.#storage && action(this.#storage);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }
}
