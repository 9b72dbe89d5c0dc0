/** A number as it is written: 1.10 stays 1.10, whatever its digits, in browsers that tell (ECMAScript's JSON.rawJSON). */
const asWritten = (_, value, context) =>
  typeof value === 'number' && context && JSON.rawJSON ? JSON.rawJSON(context.source) : value;

/** To be written anew by JSON.stringify, and not to be calculated with. */
export const parsedAsWritten = text => JSON.parse(text, asWritten);

export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON as it was typed, so that 1.0 stays 1.0; anything else as a string. */
export const jsonOf = text => isJson(text) ? text : JSON.stringify(text);

/** Says what a payload will be taken for. */
export const noteOf = text => isJson(text) ? 'Valid JSON.' : 'Not JSON: it goes as a JSON string.';
