const LARGEST = 65_536;
const DEEPEST = 3;

/** The numbers in a JSON payload by name; those of an object inside are named after both, as in `memory.used`. */
export function numbersOf(body) {
  const numbers = new Map();
  if (body.length <= LARGEST) {
    collect('', parse(body), numbers, DEEPEST);
  }
  return numbers;
}

function collect(name, value, numbers, depth) {
  if (typeof value === 'number') {
    numbers.set(name || 'value', value);
  } else if (value !== null && typeof value === 'object' && !Array.isArray(value) && depth > 0) {
    Object.entries(value).forEach(([key, inner]) => collect(name ? `${name}.${key}` : key, inner, numbers, depth - 1));
  }
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null; // Not JSON: a payload without numbers.
  }
}
