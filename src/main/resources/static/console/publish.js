import { addressOf } from '/ui/api.js';
import { copyOn } from '/ui/copy.js';
import { curlOf } from '/ui/curl.js';
import { h } from '/ui/element.js';
import { noteOf } from '/ui/json.js';
import { once } from '/ui/once.js';
import { requestOf } from '/ui/request.js';
import { problemOf } from '/ui/topic.js';
import { number } from './formats.js';
import { button, field, form, outcome, panel, select } from './parts.js';
import { hashOf } from './router.js';
import { table } from './table.js';

export const title = 'Publish';

/** How a field is called in a problem, where that is not its id. */
const NAMES = { 'Idempotency-Key': 'idempotencyKey', contentType: 'payload' };

export function open(main, { api }, topic) {
  const value = id => main.querySelector(`#${id}`).value.trim();
  const result = outcome();
  const results = h('div', { id: 'results' });
  const curl = h('pre', { class: 'curl', id: 'curl', tabindex: '0', role: 'group', 'aria-label': 'The equivalent curl command' });
  const copy = button('Copy', () => {}, { id: 'copy-curl' });
  copyOn(copy, curl, () => result.tell('Copied.'));

  const fields = form(() => once(main.querySelector('#send'), publish),
    h('fieldset', {}, h('legend', {}, 'Where to'),
      h('div', { class: 'line' },
        select('to', 'Destination', [['topic', 'a topic'], ['user', 'a user’s queue'], ['several', 'several']]),
        field('topic', 'Topic', { value: topic, placeholder: 'orders.eu' }),
        field('user', 'User'),
        field('queue', 'Queue', { optional: true, placeholder: 'inbox' }),
        field('destinations', 'Destinations', {
          tag: 'textarea', rows: 3, placeholder: 'topic:orders.eu', hint: 'One a line: topic:orders.eu, user:alice or user:alice/alerts.',
        }))),
    h('fieldset', {}, h('legend', {}, 'What'),
      h('div', { class: 'line' },
        select('form', 'Payload as', [['json', 'JSON'], ['text', 'text']]),
        field('type', 'Type', { optional: true, placeholder: 'order.shipped' })),
      field('payload', 'Payload', { tag: 'textarea', rows: 5, hint: ' ' })),
    h('fieldset', {}, h('legend', {}, 'How'),
      h('div', { class: 'line' },
        field('key', 'Key', { optional: true, hint: 'A newer one of this key takes its place.' }),
        field('ttl', 'Time to live', { optional: true, placeholder: 'PT10M', hint: 'A duration in ISO 8601.' }),
        field('deliverAt', 'Deliver at', { optional: true, type: 'datetime-local', step: 1, hint: 'By this browser’s clock and zone.' }),
        field('idempotencyKey', 'Idempotency key', { optional: true, hint: 'The same request under it happens once.' })),
      h('label', { class: 'check' }, h('input', { type: 'checkbox', id: 'ephemeral' }),
        ' Ephemeral ', h('span', {}, 'for those who are there now; not stored'))),
    h('div', { class: 'buttons' }, h('button', { class: 'primary', id: 'send' }, 'Publish')));
  main.append(panel('Publish', {}, fields, result.element, results),
    panel('The same with curl', { tools: copy }, curl));
  main.querySelector('#payload').value = '{"text": "hello"}';
  fields.addEventListener('input', preview);
  preview();

  function request() {
    const at = value('deliverAt');
    return requestOf({
      to: value('to'), topic: value('topic'), user: value('user'), queue: value('queue'),
      destinations: value('destinations').split('\n').map(line => line.trim()).filter(Boolean),
      form: value('form'), payload: main.querySelector('#payload').value, type: value('type'), key: value('key'),
      ttl: value('ttl'), deliverAt: at && new Date(at).toISOString(), ephemeral: main.querySelector('#ephemeral').checked,
      idempotencyKey: value('idempotencyKey'),
    });
  }

  function preview() {
    const to = value('to');
    for (const [id, kind] of [['topic', 'topic'], ['user', 'user'], ['queue', 'user'], ['destinations', 'several']]) {
      main.querySelector(`#${id}`).closest('.field').hidden = kind !== to;
    }
    main.querySelector('#payload-hint').textContent = value('form') === 'json' ? noteOf(value('payload'))
      : to === 'several' ? 'It goes as a JSON string: only JSON can name several.' : 'It goes as it is, as text/plain.';
    const { path, headers, body } = request();
    const [, problem] = mistake();
    curl.textContent = problem ? `# ${problem}` : curlOf(addressOf(path), body, headers);
    fields.querySelectorAll('[aria-invalid]').forEach(input => input.removeAttribute('aria-invalid'));
  }

  /** What the service need not be asked about: the field, and what is wrong with it. A browser sends no header beyond Latin-1. */
  function mistake() {
    const destination = {
      topic: ['topic', problemOf(value('topic'))],
      user: ['user', value('user') ? '' : 'Enter a user.'],
      several: ['destinations', value('destinations') ? '' : 'Name one destination at least.'],
    }[value('to')];
    const key = ['idempotencyKey', /[^!-~]/.test(value('idempotencyKey')) ? 'An idempotency key has visible ASCII characters only.' : ''];
    return [destination, key].find(([, problem]) => problem) ?? ['', ''];
  }

  async function publish() {
    results.replaceChildren();
    const [id, problem] = mistake();
    if (problem) {
      result.tell(problem, false);
      mark(id);
      return;
    }
    result.tell('Publishing …');
    try {
      const { path, ...rest } = request();
      const answer = await api.call('POST', path, rest);
      const each = answer.results ?? [answer];
      const refused = each.filter(({ code }) => code).length;
      result.tell(refused ? `${refused} of ${each.length} refused.` : each.length === 1 ? 'Accepted.' : `${each.length} accepted.`, !refused);
      results.replaceChildren(table('What came of it', ['Destination', 'Notification', 'Offset', 'Status'], each.map(rowOf)));
    } catch (refusal) {
      result.tell(refusal.sentence, false);
      mark(NAMES[refusal.field] ?? refusal.field ?? 'none');
    }
  }

  function mark(id) {
    const wrong = main.querySelector(`#${CSS.escape(id)}`);
    wrong?.setAttribute('aria-invalid', 'true');
    wrong?.focus();
  }
}

const rowOf = ({ destination, id, offset, deliverAt, status, code, detail }) => [
  destination,
  id ? h('a', { href: hashOf('notifications', id) }, h('code', {}, id)) : '–',
  offset === undefined ? '–' : number(offset),
  code ? `${status} ${code}: ${detail}` : deliverAt ? 'scheduled' : offset === undefined ? 'handed over' : 'stored',
];
