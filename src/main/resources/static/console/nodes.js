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

  /** Resolves with the first answer: to false where it was stopped, or started again, before that came. */
  async start() {
    this.stop();
    const round = this.#round;
    const answered = await this.#ask(round);
    if (answered) {
      this.#next(round);
    }
    return answered;
  }

  stop() {
    this.#round++;
    clearTimeout(this.#timer);
    this.history = [];
    this.partial = false;
    this.failure = null;
    this.#before = new Map();
  }

  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #next(round) {
    this.#timer = setTimeout(async () => {
      if (document.visibilityState !== 'hidden') {
        const failure = await this.#ask(round).then(() => null, refusal => refusal);
        if (round === this.#round) {
          this.failure = failure;
          this.#listeners.forEach(listener => listener());
        }
      }
      if (round === this.#round) {
        this.#next(round);
      }
    }, EVERY);
  }

  /** Whether the answer came to somebody who is still there. */
  async #ask(round) {
    const { nodes, partial } = await this.#api.call('GET', 'nodes');
    if (round !== this.#round) {
      return false;
    }
    const at = Date.now() / 1000;
    const figures = new Map(nodes.map(node => [node.node, figuresOf(this.#before.get(node.node), node)]));
    this.#before = new Map(nodes.map(node => [node.node, node]));
    this.partial = partial;
    this.history.push({ at, figures, all: sumOf([...figures.values()]) });
    while (this.history[0].at < at - KEPT_SECONDS) {
      this.history.shift();
    }
    return true;
  }
}
