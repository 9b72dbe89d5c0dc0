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
