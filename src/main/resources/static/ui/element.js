/**
 * An element with attributes and children. An attribute that begins with `on` is a listener; one that is false, null or undefined is left
 * out. Text is text and never HTML, whoever wrote it.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith('on')) {
      element.addEventListener(attribute.slice(2), value);
    } else if (value !== false && value != null) {
      element.setAttribute(attribute, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}
