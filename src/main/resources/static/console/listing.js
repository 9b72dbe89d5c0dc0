import { h } from '/ui/element.js';
import { clock } from './formats.js';
import { button, outcome, panel, partialNote } from './parts.js';

/**
 * What is asked for once, and again when somebody wants it: each such call is in the audit log. `ask(after)` answers { content, partial,
 * next }, where `next` is what the next page comes behind.
 */
export class Listing {
  element;
  #ask;
  #content = h('div', { class: 'content', 'aria-live': 'polite', 'aria-busy': 'true', tabindex: '-1' });
  #asOf = h('span', { class: 'hint' });
  #outcome = outcome();
  #round = 0;

  constructor(heading, ask) {
    this.#ask = ask;
    this.element = panel(heading, { tools: [this.#asOf, button('Refresh', () => this.show())] }, this.#outcome.element, this.#content);
  }

  async show(after) {
    const round = ++this.#round;
    this.#content.setAttribute('aria-busy', 'true');
    try {
      const { content, partial, next } = await this.#ask(after);
      if (round === this.#round) {
        this.#fill(partial && partialNote(), content, next && button('Next page', () => this.show(next)));
        this.#asOf.textContent = `as of ${clock(Date.now() / 1000)}`;
        this.#outcome.tell('');
      }
    } catch (refusal) {
      if (round === this.#round) {
        this.#fill();
        this.#asOf.textContent = '';
        this.#outcome.tell(refusal.sentence ?? String(refusal), false);
      }
    }
    this.#content.setAttribute('aria-busy', 'false');
  }

  /** Whoever was in there with the keyboard, such as at what asks for the next page, stays where it was. */
  #fill(...content) {
    const within = this.#content.contains(document.activeElement);
    this.#content.replaceChildren(...content.flat().filter(Boolean));
    if (within) {
      this.#content.focus({ preventScroll: true });
    }
  }
}
