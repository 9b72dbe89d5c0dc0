import { Plot } from '/ui/plot.js';
import { Unit } from '/ui/units.js';

const SECONDS = 120;

/** How many notifications arrive each second, and how old they are when they do. */
export class Activity {
  #rate;
  #latency;
  #rateNow;
  #latencyNow;
  #times = [];
  #rates = [];
  #medians = [];
  #greatest = [];
  #count = 0;
  #latencies = [];
  #last = Date.now() / 1000;

  constructor(element) {
    const common = { unit: new Unit(''), sync: 'activity', fromZero: true, hover: index => this.#read(index) };
    this.#rateNow = element('rate-now');
    this.#latencyNow = element('latency-now');
    this.#rate = new Plot(element('plot-rate'), { ...common, lines: ['--line'] });
    this.#latency = new Plot(element('plot-latency'), { ...common, lines: ['--line', '--line-faint'] });
  }

  /** `latency` in ms, or null where the notification carries no time. */
  record(latency) {
    this.#count++;
    if (latency !== null) {
      this.#latencies.push(latency);
    }
  }

  /** Ends a second. Without a subscription there is no rate, which is not the same as a rate of nought. */
  tick(subscribed) {
    const now = Date.now() / 1000;
    const sorted = this.#latencies.sort((a, b) => a - b);
    this.#times.push(now);
    // A hidden page's timers are late: a count is divided by the time it took, not by the second it should have taken.
    this.#rates.push(subscribed || this.#count > 0 ? this.#count / (now - this.#last) : null);
    this.#medians.push(sorted[sorted.length >> 1] ?? null);
    this.#greatest.push(sorted.at(-1) ?? null);
    this.#count = 0;
    this.#latencies = [];
    this.#last = now;
    const lines = [this.#times, this.#rates, this.#medians, this.#greatest];
    while (this.#times[0] < now - SECONDS - 1) {
      lines.forEach(line => line.shift());
    }
    this.#rate.draw([this.#times, this.#rates], now);
    this.#latency.draw([this.#times, this.#medians, this.#greatest], now);
    this.#read(null);
  }

  #read(index) {
    const at = index ?? this.#times.length - 1;
    const rate = this.#rates[at];
    this.#rateNow.textContent = rate == null ? '–' : `${rate < 10 ? +rate.toFixed(1) : Math.round(rate)} /s`;
    const median = this.#medians[at];
    this.#latencyNow.textContent = median == null ? '–' : `${median} ms, at most ${this.#greatest[at]} ms`;
  }
}
