import { JSON_BODY } from './curl.js';
import { jsonOf } from './json.js';

/** A path is refused that has one of these, however it is escaped; and `.` and `..` are steps in it. */
const UNFIT_FOR_A_PATH = /[/\\%;\u2028\u2029]|^\.{1,2}$/;
const OPTIONS = ['type', 'key', 'ttl', 'ephemeral', 'deliverAt'];

/**
 * The call that a filled in form stands for: { path, headers, body }. `to` is topic, user or several; `form` json or text. Text is its own
 * body, and what is said of it goes into the query; to several it goes as a JSON string, since only JSON can name them.
 */
export function requestOf({ to, topic, user, queue, destinations, form, payload, idempotencyKey, ...about }) {
  if (to === 'user' && UNFIT_FOR_A_PATH.test(user)) {
    return requestOf({ to: 'several', destinations: [`user:${user}/${queue || 'inbox'}`], form, payload, idempotencyKey, ...about });
  }
  const options = Object.fromEntries(OPTIONS.filter(name => about[name]).map(name => [name, about[name]]));
  const key = idempotencyKey && { 'Idempotency-Key': idempotencyKey };
  const query = new URLSearchParams(to === 'user' && queue ? { queue } : {});
  const path = {
    topic: `topics/${encodeURIComponent(topic)}/notifications`,
    user: `users/${encodeURIComponent(user)}/notifications`,
    several: 'notifications',
  }[to];
  if (form === 'text' && to !== 'several') {
    Object.entries(options).forEach(([name, value]) => query.set(name, value));
    return { path: withQuery(path, query), headers: { 'Content-Type': 'text/plain', ...key }, body: payload };
  }
  const json = form === 'text' ? JSON.stringify(payload) : jsonOf(payload);
  const members = Object.entries({ ...(to === 'several' && { destinations }), ...options })
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return {
    path: withQuery(path, query),
    headers: { ...JSON_BODY, ...key },
    body: `{${[...members, `"payload":${json}`].join(',')}}`,
  };
}

const withQuery = (path, query) => query.size ? `${path}?${query}` : path;
