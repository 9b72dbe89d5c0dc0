import { h } from '/ui/element.js';
import { problemOf } from '/ui/topic.js';
import { finder } from './finder.js';
import { number } from './formats.js';
import { Listing } from './listing.js';
import { hashOf } from './router.js';
import { table } from './table.js';

export const title = 'Topics';

const PAGE = 50;

/** Behind every offset there is: an answer without notifications, which has the head all the same. */
const BEYOND = Number.MAX_SAFE_INTEGER;

const pathOf = topic => `topics/${encodeURIComponent(topic)}`;

/** The epoch and head of a topic, for who may subscribe to it. */
export const headOf = (api, topic) => api.call('GET', `${pathOf(topic)}/notifications?after=${BEYOND}&limit=1`);

export function open(main, { api }, topic) {
  main.append(finder('topics', 'Find a topic', 'topic', 'Topic', { value: topic, placeholder: 'orders.eu', problemOf }));
  const listing = topic
    ? new Listing(`Topic ${topic}`, () => attendance(api, topic))
    : new Listing('Topics that somebody is subscribed to', after => topics(api, after));
  main.append(listing.element);
  listing.show();
}

async function topics(api, after) {
  const path = `topics?limit=${PAGE}${after ? `&after=${encodeURIComponent(after)}` : ''}`;
  const { topics: found, partial } = await api.call('GET', path);
  const heads = await Promise.all(found.map(({ topic }) => headOf(api, topic).then(({ head }) => number(head),
    ({ code, message }) => h('span', { title: message }, code ?? '–'))));
  return {
    partial,
    next: found.length === PAGE && found.at(-1).topic,
    content: found.length === 0 ? h('p', { class: 'hint' }, after ? 'No more.' : 'Nobody is subscribed to any topic.')
      : table('Topics', ['Topic', { name: 'Subscriptions', number: true }, { name: 'Head', number: true }],
        found.map(({ topic, subscriptions }, index) =>
          [h('a', { href: hashOf('topics', topic) }, topic), number(subscriptions), heads[index]])),
  };
}

async function attendance(api, topic) {
  const [{ count, users, partial }, stream] = await Promise.all([
    api.call('GET', `${pathOf(topic)}/presence?limit=1000`),
    headOf(api, topic).catch(({ code, message }) => ({ head: null, epoch: `${code ?? ''} ${message}` })),
  ]);
  const named = users.reduce((sum, { sessions }) => sum + sessions, 0);
  return {
    partial,
    content: [
      h('dl', { class: 'record' },
        h('dt', {}, 'Sessions'), h('dd', { id: 'count' }, number(count)),
        h('dt', {}, 'Head'), h('dd', { id: 'head' }, number(stream.head)),
        h('dt', {}, 'Epoch'), h('dd', {}, h('code', {}, stream.epoch))),
      h('p', { class: 'links' }, h('a', { href: hashOf('tail', topic) }, 'Tail it'), ' ',
        h('a', { href: hashOf('publish', topic) }, 'Publish to it')),
      users.length > 0 && table('Who is subscribed', ['User', { name: 'Sessions', number: true }],
        users.map(({ user, sessions }) => [h('a', { href: hashOf('users', user) }, user), number(sessions)])),
      count > named && h('p', { class: 'hint' }, users.length === 1000
        ? `${number(count - named)} more, without a name or of other users.` : `${number(count - named)} without a name.`),
    ],
  };
}
