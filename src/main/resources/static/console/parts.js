import { h } from '/ui/element.js';

/** What a view stands in; `tools` stand beside its heading. */
export function panel(heading, { tools = [] } = {}, ...children) {
  const id = `heading-${heading.toLowerCase().replace(/\W+/g, '-')}`;
  return h('section', { class: 'panel', 'aria-labelledby': id },
    h('div', { class: 'heading' }, h('h2', { id }, heading), tools), children);
}

/** A label and its field; `about` has attributes of the field, and `hint` for a sentence below. */
export function field(id, label, { tag = 'input', hint, optional, children = [], ...attributes } = {}) {
  return h('div', { class: 'field' },
    h('label', { for: id }, label, optional && h('span', {}, ' optional')),
    h(tag, {
      id, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-describedby': hint && `${id}-hint`,
      ...attributes,
    }, children),
    hint && h('p', { class: 'hint', id: `${id}-hint` }, hint));
}

/** A choice of one, each `[value, label]`. */
export const select = (id, label, choices, attributes = {}) => field(id, label, {
  tag: 'select', ...attributes, children: choices.map(([value, text]) => h('option', { value }, text)),
});

export const button = (label, onclick, attributes = {}) => h('button', { type: 'button', onclick, ...attributes }, label);

/** A form with fields, whose submission calls `act`. */
export const form = (act, ...children) => h('form', {
  novalidate: true,
  onsubmit(event) {
    event.preventDefault();
    act();
  },
}, children);

/** A place for what an action came to, which is read out. */
export function outcome() {
  const element = h('p', { class: 'result', role: 'status' });
  return {
    element,
    tell(text, good = true) {
      element.textContent = text;
      element.dataset.good = good;
    },
  };
}

/** Said where not every node has answered. */
export const partialNote = () => h('p', { class: 'warning', role: 'status' },
  'A node did not answer: what is shown here is a part.');

/**
 * Asks for confirmation of what cannot be undone. It is asked in the view, and goes when that is left: then nothing was confirmed, and
 * nothing is answered.
 */
export function confirmed(main, question, explanation, action) {
  return new Promise(resolve => {
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-heading', 'aria-describedby': 'dialog-text' },
      h('h2', { id: 'dialog-heading' }, question),
      h('p', { id: 'dialog-text' }, explanation),
      h('div', { class: 'buttons' },
        button('Cancel', () => dialog.close(''), { autofocus: true }),
        button(action, () => dialog.close('yes'), { class: 'danger' })));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    main.append(dialog);
    dialog.showModal();
  });
}
