import { h } from '/ui/element.js';

/**
 * A table of `columns`, each a name or { name, number: true }, and rows of texts or nodes. On a phone each row is a card: roles are said
 * out loud, since a browser forgets those of a table that is laid out in another way.
 */
export function table(caption, columns, rows) {
  const heads = columns.map(column => typeof column === 'string' ? { name: column } : column);
  const cell = (head, content, index) => h(index === 0 ? 'th' : 'td', {
    role: index === 0 ? 'rowheader' : 'cell',
    scope: index === 0 && 'row',
    class: head.number && 'number',
    'data-name': head.name,
  }, content);
  return h('table', { role: 'table' },
    h('caption', {}, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads.map(head =>
      h('th', { role: 'columnheader', scope: 'col', class: head.number && 'number' }, head.name)))),
    h('tbody', { role: 'rowgroup' }, rows.map(row =>
      h('tr', { role: 'row' }, row.map((content, index) => cell(heads[index], content, index))))));
}
