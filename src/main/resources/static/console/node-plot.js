import { h } from '/ui/element.js';
import { Plot } from '/ui/plot.js';
import { Unit } from '/ui/units.js';

const COLOURS = 6;

/** One figure over time, a line for each node. Nodes come and go: then the plot is made anew. */
export class NodePlot {
  element;
  #tell;
  #unit;
  #of;
  #area;
  #reading;
  #plot = null;
  #names = [];
  #history = [];

  /** `of(figures)` is the value, in seconds where the unit is ms; `tell(value)` is it in words. */
  constructor({ id, name, tell, unit = '', of }) {
    this.#tell = tell;
    this.#unit = unit;
    this.#of = of;
    this.#reading = h('span', { class: 'reading' });
    this.#area = h('div', {
      class: 'plot', role: 'img', 'aria-label': `${name} over time, a line for each node; the table has the latest figures`,
    });
    this.element = h('figure', { 'data-plot': id },
      h('figcaption', {}, h('span', { class: 'name' }, name, unit === 'ms' && h('span', {}, ', ms')), ' ', this.#reading),
      this.#area);
  }

  /** `names` are of all nodes that the history knows, in the order of their colours. */
  draw(history, names) {
    this.#history = history;
    if (!this.#plot || names.join() !== this.#names.join()) {
      this.end();
      this.#names = names;
      this.#plot = new Plot(this.#area, {
        unit: new Unit(this.#unit === 'bytes' ? 'bytes' : ''), sync: 'nodes', fromZero: true,
        lines: names.map((_, index) => `--node-${index % COLOURS + 1}`), hover: index => this.#read(index),
      });
    }
    const scale = this.#unit === 'ms' ? 1000 : 1;
    const value = figures => {
      const of = figures && this.#of(figures);
      return Number.isFinite(of) && of !== null ? of * scale : null;
    };
    this.#plot.draw([history.map(({ at }) => at),
      ...names.map(name => history.map(({ figures }) => value(figures.get(name))))], history.at(-1).at);
    this.#read(null);
  }

  end() {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #read(index) {
    const { all } = this.#history[index ?? this.#history.length - 1] ?? {};
    this.#reading.textContent = all ? this.#tell(this.#of(all)) : '–';
  }
}
