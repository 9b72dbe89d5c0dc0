/** Copies an element's text when the button is pressed; `done` is told. */
export function copyOn(button, element, done) {
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(element.textContent);
      done();
    } catch {
      // No clipboard without HTTPS: select the text, for the keyboard to copy.
      getSelection().selectAllChildren(element);
    }
  });
}
