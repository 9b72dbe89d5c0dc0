import { h } from '/ui/element.js';
import { finder } from './finder.js';
import { moment } from './formats.js';
import { Listing } from './listing.js';
import { confirmed, field, form, outcome, panel } from './parts.js';
import { hashOf } from './router.js';
import { table } from './table.js';

export const title = 'Users';

/** As many as the service tells of. */
const MOST = 100;

/** Whatever the user is called, which a path might not hold. */
const pathOf = (user, more) => `sessions?${new URLSearchParams({ user, ...more })}`;

export function open(main, { api }, user) {
  main.append(finder('users', 'Find a user', 'user', 'User', { value: user, hint: 'The sub of the user’s tokens.' }));
  if (user) {
    const listing = new Listing(`Sessions of ${user}`, () => sessions(api, user));
    main.append(listing.element, sendAway(main, api, user, listing));
    listing.show();
  }
}

async function sessions(api, user) {
  const { sessions: found, partial } = await api.call('GET', pathOf(user, { limit: MOST }));
  return {
    partial,
    content: found.length === 0 ? h('p', { class: 'hint' }, 'No session.')
      : [table('Sessions', ['Session', 'Node', 'Protocol', 'Connected since', 'Subscriptions'], found.map(session => [
        h('code', {}, session.session), h('code', {}, session.node), session.protocol, moment(session.connectedSince),
        h('ul', { class: 'names' }, session.subscriptions.map(name => h('li', {}, linkOf(name)))),
      ])), found.length === MOST && h('p', { class: 'hint' }, `More than ${MOST} are not shown: there may be others.`)],
  };
}

const linkOf = destination => destination.startsWith('topic:')
  ? h('a', { href: hashOf('topics', destination.slice('topic:'.length)) }, destination) : destination;

function sendAway(main, api, user, listing) {
  const result = outcome();
  const token = field('token-id', 'Token id (jti)', { optional: true, hint: 'To withdraw one token only, and what it opened.' });
  const act = async () => {
    const id = token.querySelector('input').value.trim();
    const sure = await confirmed(main, `Disconnect ${user}?`, id
      ? `Sessions that were opened with the token ${id} end, and it is refused from now on.`
      : 'All sessions of the user end, and every token that was issued up to now is refused from now on.', 'Disconnect');
    if (!sure) {
      return;
    }
    try {
      await api.call('DELETE', pathOf(user, id && { token: id }));
      result.tell(id ? `The token ${id} is refused from now on.` : `${user} is disconnected.`);
      await listing.show();
    } catch (refusal) {
      result.tell(refusal.sentence, false);
    }
  };
  return panel('Disconnect', {}, form(act, token,
    h('div', { class: 'buttons' }, h('button', { class: 'danger', id: 'disconnect' }, 'Disconnect …'))), result.element);
}
