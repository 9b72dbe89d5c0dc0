import { Unit } from '/ui/units.js';

const NUMBER = new Unit('');
const BYTES = new Unit('bytes');
const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Values as people read them; a dash is what is not known. */
export const number = value => value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: 0 });

export const rate = value => value === null ? '–'
  : `${value < 10 ? +value.toFixed(1) : NUMBER.format(value)} /s`;

export const bytes = value => value === null ? '–' : BYTES.format(value);

/** Of seconds. */
export function duration(value) {
  if (value === null) {
    return '–';
  }
  if (value === Infinity) {
    return 'over 10 s';
  }
  return value >= 1 ? `${+value.toPrecision(3)} s` : `${+(value * 1000).toPrecision(value < 0.01 ? 2 : 3)} ms`;
}

/** Of an instant in ISO 8601. */
export const moment = text => text ? TIME.format(new Date(text)) : '–';

export const clock = seconds => CLOCK.format(new Date(seconds * 1000));
