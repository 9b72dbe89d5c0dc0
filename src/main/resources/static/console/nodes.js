import { figuresOf, sumOf } from './figures.js';

const EVERY = 2000;
const KEPT_SECONDS = 300;

/** What every node measures, asked every two seconds for as long as somebody is in. */
export class Nodes {
  /** Of the last five minutes: the time, in seconds, the figures of each node by its name, and of all together. */
  history = [];
  partial = false;
  /** Why the last question was not answered, if so. */
  failure = null;
  #api;
  #before = new Map();
  #listeners = new Set();
  #timer = 0;
  #round = 0;

  constructor(api) {
    this.#api = api;
  }

  /** Resolves with the first answer. */
  async start() {
    const round = ++this.#round;
    await this.#ask(round);
    this.#next(round);
  }

  stop() {
    this.#round++;
    clearTimeout(this.#timer);
    this.history = [];
    this.#before = new Map();
  }

  /** The latest figures. */
  get latest() {
    return this.history.at(-1);
  }

  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #next(round) {
    this.#timer = setTimeout(async () => {
      if (document.visibilityState !== 'hidden') {
        try {
          await this.#ask(round);
          this.failure = null;
        } catch (refusal) {
          this.failure = refusal;
        }
        if (round === this.#round) {
          this.#listeners.forEach(listener => listener());
        }
      }
      if (round === this.#round) {
        this.#next(round);
      }
    }, EVERY);
  }

  async #ask(round) {
    const { nodes, partial } = await this.#api.call('GET', 'nodes');
    if (round !== this.#round) {
      return; // Answered to somebody who has left.
    }
    const at = Date.now() / 1000;
    const figures = new Map(nodes.map(node => [node.node, figuresOf(this.#before.get(node.node), node)]));
    this.#before = new Map(nodes.map(node => [node.node, node]));
    this.partial = partial;
    this.history.push({ at, figures, all: sumOf([...figures.values()]) });
    while (this.history[0].at < at - KEPT_SECONDS) {
      this.history.shift();
    }
  }
}
