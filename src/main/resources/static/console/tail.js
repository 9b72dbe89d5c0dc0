import { Connection } from '/ui/connection.js';
import { h } from '/ui/element.js';
import { Feed } from '/ui/feed.js';
import { destinationOf, problemOf } from '/ui/topic.js';
import { button, field, form, outcome, panel, select } from './parts.js';
import { hashOf } from './router.js';
import { headOf } from './topics.js';

export const title = 'Tail';

const STARTS = [['now', 'from now on'], ['history', 'with the last …'], ['position', 'behind an offset']];

export function open(main, { api, token }, topic) {
  const element = id => main.querySelector(`#${id}`);
  const result = outcome();
  const state = h('strong', { id: 'state', role: 'status', 'data-state': 'offline' }, 'offline');
  main.append(
    panel('Tail a topic', {}, form(follow,
      h('div', { class: 'line' },
        field('topic', 'Topic', { value: topic, placeholder: 'orders.eu' }),
        select('start', 'Begin', STARTS, { onchange: choose }),
        field('history', 'How many', { type: 'number', min: 1, value: 20 }),
        field('offset', 'Offset', { type: 'number', min: 0, value: 0 }),
        field('epoch', 'Epoch', { optional: true, placeholder: 'as it is now' })),
      h('div', { class: 'buttons' }, h('button', { class: 'primary', id: 'follow' }, 'Follow'),
        button('Stop', stop, { id: 'stop' }))), result.element),
    h('section', { class: 'panel', 'aria-labelledby': 'feed-heading' },
      h('div', { class: 'heading' },
        h('h2', { id: 'feed-heading' }, 'Notifications'), state, h('span', { class: 'hint' }, h('span', { id: 'received' }, '0'), ' received'),
        button('Pause', () => {}, { id: 'pause', 'aria-pressed': 'false' })),
      h('p', { class: 'hint', id: 'feed-hint' }, 'Nothing yet. The newest is at the top.'),
      h('ol', { id: 'feed', role: 'list', tabindex: '0', 'aria-labelledby': 'feed-heading' })));
  choose();
  /** Raised by all that ends a wish to follow, before or after it came true. */
  let round = 0;

  const feed = new Feed(element, moreOf);
  const connection = new Connection(token, {
    state(now, detail) {
      state.textContent = detail ? `${now}. ${detail}` : now;
      state.dataset.state = now;
    },
    error: text => result.tell(text, false),
    reconnected() {},
    message: message => feed.add(message, null),
  });

  function choose() {
    for (const [name, start] of [['history', 'history'], ['offset', 'position'], ['epoch', 'position']]) {
      element(name).closest('.field').hidden = element('start').value !== start;
    }
  }

  function stop() {
    round++;
    connection.disconnect();
  }

  async function follow() {
    const current = ++round;
    const name = element('topic').value.trim();
    const problem = problemOf(name);
    result.tell(problem, false);
    if (problem) {
      element('topic').focus();
      return;
    }
    try {
      const start = await startOf(name);
      if (current === round) {
        feed.clear();
        connection.connect(destinationOf(name), start);
      }
    } catch (refusal) {
      if (current === round) {
        result.tell(refusal.sentence, false);
      }
    }
  }

  /** A position has an epoch: where none is said, the one that the stream has now. It is asked for last: the view may be left by then. */
  async function startOf(name) {
    switch (element('start').value) {
      case 'history':
        return { history: Number(element('history').value) };
      case 'position':
        return {
          position: {
            offset: Number(element('offset').value),
            epoch: element('epoch').value.trim() || (await headOf(api, name)).epoch,
          },
        };
      default:
        return {};
    }
  }

  if (topic) {
    follow();
  }
  return stop;
}

const moreOf = ({ id, offset }) => [
  offset !== undefined && h('span', { class: 'offset' }, `#${offset}`),
  h('a', { href: hashOf('notifications', id), 'aria-label': `Delivery record of ${id}` }, 'record'),
].filter(Boolean);
