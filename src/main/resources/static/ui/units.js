const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P'];

/** Steps between ticks that are round in a binary unit: 1, 2, 4 … bytes. */
const POWERS_OF_TWO = Array.from({ length: 60 }, (_, power) => 2 ** power);

/** A field's unit, read from its name, since JSON has no units: memoryUsedBytes, networkReceivedBytesPerSecond. */
export class Unit {
  #base;
  #prefixes;
  #suffix;
  steps;

  constructor(field) {
    const bytes = /bytes/i.test(field);
    this.#base = bytes ? 1024 : 1000;
    this.#prefixes = bytes ? BINARY : DECIMAL;
    this.#suffix = /per_?second$/i.test(field) ? '/s' : '';
    this.steps = bytes ? POWERS_OF_TWO : undefined;
  }

  /** One value, to three significant digits or so. */
  format(value) {
    if (value == null) {
      return '–';
    }
    const [scaled, unit] = this.#scale(value, Math.abs(value));
    const digits = Math.abs(scaled) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
    return withUnit(scaled.toLocaleString('en', digits), unit);
  }

  /** The values beside an axis: all in the same unit, and with the decimals that their distance has. */
  ticks(values, step) {
    const largest = Math.max(...values.map(Math.abs));
    const [scaledStep] = this.#scale(step, largest);
    const decimals = [0, 1, 2, 3].find(digits => isWhole(scaledStep * 10 ** digits)) ?? 4;
    return values.map(value => {
      const [scaled, unit] = this.#scale(value, largest);
      return value === 0 ? '0' : withUnit(scaled.toFixed(decimals), unit);
    });
  }

  #scale(value, magnitude) {
    const power = magnitude < this.#base ? 0
      : Math.min(this.#prefixes.length - 1, Math.floor(Math.log(magnitude) / Math.log(this.#base) + 1e-9));
    return [value / this.#base ** power, this.#prefixes[power] + this.#suffix];
  }
}

const isWhole = number => Math.abs(number - Math.round(number)) < 1e-6 && Math.round(number) !== 0;

const withUnit = (number, unit) => unit ? `${number}\u202f${unit}` : number;
