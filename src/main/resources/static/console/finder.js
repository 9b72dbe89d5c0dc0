import { h } from '/ui/element.js';
import { field, form, outcome, panel } from './parts.js';
import { hashOf } from './router.js';

/** A form that goes to the view of what is asked for. `problemOf(text)` says what is wrong with it, if anything. */
export function finder(view, heading, id, label, { problemOf = () => '', ...about }) {
  const result = outcome();
  const asked = field(id, label, about);
  return panel(heading, {}, form(() => {
    const text = asked.querySelector('input').value.trim();
    const problem = problemOf(text);
    result.tell(problem, false);
    if (text && !problem) {
      location.hash = hashOf(view, text);
    }
  }, h('div', { class: 'line' }, asked, h('button', {}, 'Show'))), result.element);
}
