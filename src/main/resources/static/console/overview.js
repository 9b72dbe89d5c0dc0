import { h } from '/ui/element.js';
import { percentile } from './figures.js';
import { bytes, clock, duration, number, rate } from './formats.js';
import { NodePlot } from './node-plot.js';
import { button, panel, partialNote, select } from './parts.js';
import { table } from './table.js';

export const title = 'Overview';

const SHARES = [['0.5', 'p50'], ['0.95', 'p95'], ['0.99', 'p99']];

/** What is plotted: its name, how a value is told, and what a node's line is. */
const plots = share => [
  { id: 'connections', name: 'Connections', tell: number, of: node => node.connections },
  { id: 'deliveries', name: 'Deliveries', tell: rate, of: node => node.deliveries },
  {
    id: 'latency', name: 'Delivery latency', tell: duration, unit: 'ms', of: node => percentile(node.latency, share()),
  },
  { id: 'outbox', name: 'Waiting in outboxes', tell: bytes, unit: 'bytes', of: node => node.outbox },
  { id: 'appends', name: 'Log appends', tell: rate, of: node => node.appends },
  { id: 'lag', name: 'Relay lag', tell: duration, unit: 'ms', of: node => node.lag },
];

const COLUMNS = ['Node', ...['Connections', 'Streams', 'Subscriptions', 'Published', 'Deliveries', 'p50', 'p95', 'p99',
  'Outboxes', 'Appends', 'Append time', 'Relay lag'].map(name => ({ name, number: true }))];

export function open(main, { nodes }) {
  const percentiles = select('share', 'Latency', SHARES, { onchange: draw });
  percentiles.lastElementChild.value = '0.99';
  const share = () => Number(main.querySelector('#share').value);
  const pause = button('Pause', hold, { id: 'hold', 'aria-pressed': 'false' });
  const about = h('p', { class: 'hint', id: 'as-of' });
  const notes = h('div', { id: 'notes' });
  const rows = h('div', { id: 'nodes' });
  const drawn = plots(share).map(plot => new NodePlot(plot));
  let known = knownOf(nodes);

  main.append(
    h('section', { class: 'panel', 'aria-labelledby': 'overview-heading' },
      h('div', { class: 'heading' },
        h('h2', { id: 'overview-heading' }, 'Overview'), about,
        h('div', { class: 'tools' }, percentiles, pause)),
      notes,
      h('div', { class: 'figures three' }, drawn.map(plot => plot.element)),
      h('p', { class: 'hint' }, 'A line for each node; the figure at the right is of all together, of relay lag the greatest. '
        + 'Percentiles are interpolated within buckets of 1, 5, 20, 100 and 500 ms, 2 and 10 s.')),
    panel('Nodes', {}, rows));

  const held = () => pause.getAttribute('aria-pressed') === 'true';

  function hold() {
    pause.setAttribute('aria-pressed', !held());
    goOn();
  }

  function goOn() {
    if (!held()) {
      known = knownOf(nodes);
      draw();
    }
  }

  function draw() {
    const { at, figures, all } = known.history.at(-1);
    about.textContent = `${figures.size === 1 ? 'One node' : `${figures.size} nodes`}, as of ${clock(at)}`;
    renew(notes, h('div', {}, notesOf(known, figures)), 'p');
    const names = [...new Set(known.history.flatMap(answer => [...answer.figures.keys()]))];
    drawn.forEach(plot => plot.draw(known.history, names));
    renew(rows, h('div', {}, table('What each node does', COLUMNS, [
      ...[...figures].map(([name, node]) => [nameOf(name, names), ...valuesOf(node)]),
      ...(figures.size > 1 ? [['All', ...valuesOf(all)]] : []),
    ])), 'tbody :is(th, td)');
  }

  draw();
  const quiet = nodes.onChange(goOn);
  return () => {
    quiet();
    drawn.forEach(plot => plot.end());
  };
}

/** As it is now: whoever holds it still looks at that, whatever is asked of it. */
const knownOf = ({ history, partial, failure }) => ({ history: [...history], partial, failure });

/** In place, part by part, so that nobody who reads it is thrown out; and what is still so is not said again. */
function renew(container, fresh, parts) {
  const [before, after] = [container, fresh].map(whole => [...whole.querySelectorAll(parts)]);
  if (before.length !== after.length) {
    container.replaceChildren(...fresh.childNodes);
    return;
  }
  before.forEach((part, index) => {
    if (!part.isEqualNode(after[index])) {
      part.replaceChildren(...after[index].childNodes);
    }
  });
}

const nameOf = (name, names) => h('span', { class: 'node', 'data-line': names.indexOf(name) % 6 + 1 }, name);

const valuesOf = node => [
  number(node.connections), number(node.streams), number(node.subscriptions), rate(node.published), rate(node.deliveries),
  ...SHARES.map(([share]) => duration(percentile(node.latency, Number(share)))),
  bytes(node.outbox), rate(node.appends), duration(node.appendTime), duration(node.lag),
];

function notesOf({ partial, failure }, figures) {
  const note = text => h('p', { class: 'warning', role: 'status' }, text);
  const named = (text, chosen) => [...figures].filter(([, node]) => chosen(node)).map(([name]) => note(`Node ${name} ${text}.`));
  return [
    failure && note(`${failure.sentence} The figures are of before.`),
    partial && partialNote(),
    ...named('is draining: it lets its clients go, and takes no more', node => node.draining === 1),
    ...named('has no connection to the broker: it reads what others publish from the store', node => node.relay === 0),
  ].filter(Boolean);
}
