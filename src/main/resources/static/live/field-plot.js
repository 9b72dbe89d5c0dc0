import { Plot } from '/ui/plot.js';
import { Unit } from '/ui/units.js';

const SECONDS = 300;

/** Values that come faster than this replace each other: the plot has no room for more. */
const FINEST = 0.25;

/** One field over time, and its button in the legend. */
export class FieldPlot {
  shown = false;
  #unit;
  #name;
  #figure = document.createElement('figure');
  #reading = document.createElement('span');
  #button = document.createElement('button');
  #container;
  #changed;
  #plot = null;
  #times = [];
  #values = [];

  constructor(name, container, legend, changed) {
    this.#unit = new Unit(name);
    this.#name = name;
    this.#container = container;
    this.#changed = changed;
    this.#reading.className = 'reading';
    this.#figure.dataset.field = name;
    this.#button.type = 'button';
    this.#button.textContent = name;
    this.#button.dataset.series = name;
    this.#button.addEventListener('click', () => this.show(!this.shown));
    legend.append(this.#button);
    // Placed for good, shown or not, so that a plot comes back to where it was.
    container.append(this.#figure);
    const caption = document.createElement('figcaption');
    const label = document.createElement('span');
    label.className = 'name';
    label.title = label.textContent = name;
    caption.append(label, ' ', this.#reading);
    this.#figure.append(caption);
  }

  show(shown) {
    this.shown = shown;
    this.#button.setAttribute('aria-pressed', shown);
    this.#figure.hidden = !shown;
    if (shown) {
      const area = document.createElement('div');
      area.className = 'plot';
      area.setAttribute('role', 'img');
      area.setAttribute('aria-label', `${this.#name} over time`);
      this.#figure.append(area);
      this.#plot = new Plot(area, {
        unit: this.#unit, lines: ['--line'], sync: 'fields', hover: index => this.#read(index),
      });
      this.draw(Date.now() / 1000);
    } else {
      this.#plot?.destroy();
      this.#plot = null;
      this.#figure.querySelector('.plot')?.remove();
    }
    this.#changed();
  }

  /** Whether a hidden plot may be shown. */
  permit(more) {
    this.#button.disabled = !more && !this.shown;
  }

  add(time, value) {
    const last = this.#times.length - 1;
    if (value !== null && this.#values[last] != null && time - this.#times[last] < FINEST) {
      this.#values[last] = value;
    } else if (value !== null || this.#values[last] != null) {
      this.#times.push(time);
      this.#values.push(value);
    }
    while (this.#times[0] < time - SECONDS) {
      this.#times.shift();
      this.#values.shift();
    }
  }

  draw(now) {
    if (this.#plot && this.#times.length > 0) {
      this.#plot.draw([this.#times, this.#values], now);
      this.#read(null);
    }
  }

  remove() {
    this.#plot?.destroy();
    this.#figure.remove();
    this.#button.remove();
  }

  #read(index) {
    this.#reading.textContent = this.#unit.format(this.#values[index ?? this.#values.length - 1]);
  }
}
