import { FieldPlot } from './field-plot.js';
import { numbersOf } from './numbers.js';

/** How many fields are plotted at once, and how many are offered. */
const PLOTTED = 8;
const KNOWN = 40;

/** The numeric fields of the payloads, each in a plot of its own, since their scales have nothing in common. */
export class Fields {
  #container;
  #legend;
  #hint;
  #fields = new Map();

  constructor(container, legend, hint) {
    this.#container = container;
    this.#legend = legend;
    this.#hint = hint;
  }

  record(body) {
    const now = Date.now() / 1000;
    for (const [name, value] of numbersOf(body)) {
      this.#field(name)?.add(now, value);
    }
  }

  /** Breaks the lines: nothing is known about the time until the next value. */
  interrupt() {
    this.#fields.forEach(field => field.add(Date.now() / 1000, null));
  }

  tick() {
    this.#fields.forEach(field => field.draw(Date.now() / 1000));
  }

  clear() {
    this.#fields.forEach(field => field.remove());
    this.#fields.clear();
    this.#arrange();
  }

  #field(name) {
    if (!this.#fields.has(name) && this.#fields.size < KNOWN) {
      const field = new FieldPlot(name, this.#container, this.#legend, () => this.#arrange());
      this.#fields.set(name, field);
      field.show(this.#shown < PLOTTED);
    }
    return this.#fields.get(name);
  }

  get #shown() {
    return [...this.#fields.values()].filter(field => field.shown).length;
  }

  #arrange() {
    const full = this.#shown >= PLOTTED;
    this.#fields.forEach(field => field.permit(!full));
    this.#legend.hidden = this.#fields.size === 0;
    this.#hint.textContent = this.#fields.size === 0
      ? 'Numeric fields of JSON payloads are plotted here as they arrive.'
      : full && this.#fields.size > PLOTTED ? `At most ${PLOTTED} at once: hide one to show another.` : '';
  }
}
