import { h } from '/ui/element.js';
import { finder } from './finder.js';
import { moment, number } from './formats.js';
import { Listing } from './listing.js';
import { button, confirmed, outcome, panel } from './parts.js';
import { hashOf } from './router.js';
import { table } from './table.js';

export const title = 'Notification';

const pathOf = id => `notifications/${encodeURIComponent(id)}`;

export function open(main, { api }, id) {
  main.append(finder('notifications', 'Find a notification', 'id', 'Id',
    { value: id, hint: 'A UUID, as a publisher is answered and a MESSAGE has as its message-id.' }));
  if (id) {
    const result = outcome();
    const listing = new Listing('What became of it', () => story(api, id));
    const act = async () => {
      if (!await confirmed(main, 'Recall this notification?',
        'Nobody gets it any more, and those who have it are told to forget it. It cannot be undone.', 'Recall')) {
        return;
      }
      try {
        await api.call('DELETE', pathOf(id));
        result.tell('Recalled.');
      } catch (refusal) {
        result.tell(refusal.sentence, false);
      }
    };
    main.append(listing.element,
      panel('Recall', {}, h('div', { class: 'buttons' }, button('Recall …', act, { class: 'danger', id: 'recall' })), result.element));
    listing.show();
  }
}

async function story(api, id) {
  const about = await api.call('GET', pathOf(id));
  const shown = [
    ['Id', h('code', {}, about.id)],
    ['Destination', destinationOf(about.destination)],
    ['Type', about.type],
    ['Key', about.key],
    ['Position', about.offset !== undefined && [h('code', {}, about.epoch), ` offset ${number(about.offset)}`]],
    ['Accepted', moment(about.accepted)],
    ['To be delivered', about.deliverAt && moment(about.deliverAt)],
    ['Expires', about.expiresAt && moment(about.expiresAt)],
    ['Read', about.destination.startsWith('user:') && moment(about.read)],
    ['Acknowledged', about.destination.startsWith('user:') && moment(about.acked)],
  ].filter(([, value]) => value);
  return {
    content: [
      h('dl', { class: 'record' }, shown.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      about.deliveries.length === 0
        ? h('p', { class: 'hint' }, 'No session has acknowledged it: sessions are recorded where they acknowledge.')
        : table('Deliveries', ['Session', 'Sent', 'Acknowledged'], about.deliveries.map(({ session, sent, acked }) =>
          [h('code', {}, session), moment(sent), moment(acked)])),
    ],
  };
}

function destinationOf(name) {
  const [kind, rest] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
  return kind === 'topic' ? h('a', { href: hashOf('topics', rest) }, name)
    : h('a', { href: hashOf('users', rest.slice(0, rest.lastIndexOf('/'))) }, name);
}
