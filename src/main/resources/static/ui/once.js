/**
 * Does what a button is for, unless it is at it already: pressed twice is meant once. Undefined is answered then. Not by `disabled`, which
 * takes the focus from whoever works with the keyboard.
 */
export async function once(button, action) {
  if (button.ariaDisabled === 'true') {
    return undefined;
  }
  button.ariaDisabled = 'true';
  try {
    return await action();
  } finally {
    button.ariaDisabled = null;
  }
}
