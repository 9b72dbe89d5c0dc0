const isBehind = (position, other) =>
  !position || position.epoch !== other.epoch || position.offset < other.offset;

/** How far one subscription has read its stream. Without positions, as of ephemeral notifications, it learns nothing. */
export class Progress {
  #position;
  #handed;

  /** `position` is where an earlier subscription got to, if there was one. */
  constructor(position) {
    this.#position = position;
    this.#handed = position;
  }

  /** Where to go on from. */
  get position() {
    return this.#position;
  }

  /** Whether it was handed over before. The head that a receipt names does not count: history comes after it. */
  isRepeat({ epoch, offset }) {
    return offset !== undefined && !isBehind(this.#handed, { epoch, offset });
  }

  /** One that is sent again, because it was not acknowledged, does not set the position back. */
  handled({ epoch, offset }) {
    if (offset !== undefined) {
      const here = { epoch, offset };
      this.#handed = isBehind(this.#handed, here) ? here : this.#handed;
      this.#position = isBehind(this.#position, here) ? here : this.#position;
    }
  }

  /**
   * The service subscribed us at this head; `history` is how many of those before it were asked for. True says that
   * there is a gap, after which it goes on from the head.
   */
  begin({ epoch, offset, recovered }, history = 0) {
    if (offset === undefined) {
      return false;
    }
    const head = { epoch, offset };
    if (!this.#position) {
      this.#position = { epoch, offset: Math.max(0, offset - history) };
      // An event stream may go on where an earlier subscription to the same destination was.
      this.#handed = history > 0 ? undefined : head;
      return false;
    }
    // Without an answer, as after a change of transport, nothing is missing where nothing came since.
    const complete = recovered ?? !isBehind(this.#position, head);
    if (!complete) {
      this.#position = head;
      this.#handed = head;
    }
    return !complete;
  }
}
