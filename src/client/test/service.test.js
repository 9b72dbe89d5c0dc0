import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { Carillon } from '../carillon.js';
import { Channel } from './support/channel.js';
import { tokenOf } from './support/token.js';

/** A running service, and the secret that it was given. */
const { CARILLON_URL: url, CARILLON_TOKENS_HMAC_SECRET: secret } = process.env;

const HOUR = 3_600_000;
const everything = { sub: 'node', carillon: { subscribe: ['**'], publish: ['**', 'user:*'] } };
const token = tokenOf(HOUR, everything, secret);
const nothing = tokenOf(HOUR, { sub: 'nobody' }, secret);

describe('against the service', { skip: !url && 'no CARILLON_URL' }, () => {
  let carillon;
  let statuses;

  const status = state => statuses.nextThat(candidate => candidate.state === state);

  function connected(options = {}) {
    statuses = new Channel();
    carillon = new Carillon({ url, token: () => token, onStatus: statuses.push, ...options });
    carillon.connect();
  }

  function subscribed(destination, options = {}) {
    const seen = new Channel();
    return new Promise(resolve => carillon.subscribe(destination, seen.push, {
      ...options,
      onSubscribed: event => resolve({ seen, ...event }),
    }));
  }

  const api = path => new URL(`/api/v1/${path}`, url.replace(/^ws/, 'http'));

  function publishTo(user, body, queue = 'inbox') {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain' };
    return fetch(api(`users/${user}/notifications?queue=${queue}`), { method: 'POST', headers, body });
  }

  // An open WebSocket of Node's own does not always keep the process, which ends while the service's answer is on its way.
  let alive;
  before(() => { alive = setInterval(() => {}, HOUR); });
  after(() => clearInterval(alive));

  afterEach(() => carillon.close());

  test('publishes, and receives what was published', async () => {
    connected();
    const { seen, position } = await subscribed('/topic/client.node');
    const published = await carillon.publish('client.node', { text: 'grüße' }, { type: 'a:b' });
    const { id, epoch, offset, type, payload } = await seen.next();
    assert.deepEqual({ id, epoch, offset }, published);
    assert.deepEqual([type, payload], ['a:b', { text: 'grüße' }]);
    assert.deepEqual([position.epoch, position.offset], [epoch, offset - 1]);
  });

  test('a payload is byte for byte what was published, over server-sent events as well', async () => {
    const json = '{"a": 1.10, "b":12345678901234567890, "ü": "\\u00fc"}';
    for (const transport of ['websocket', 'sse']) {
      connected({ transport });
      const { seen } = await subscribed('/topic/client.exact');
      await carillon.publish('client.exact', json, { contentType: 'application/json', type: 'a', key: '"payload":' });
      assert.equal((await seen.next()).text, json);
      carillon.close();
    }
  });

  test('goes on after a position', async () => {
    const publisher = new Carillon({ url, token: () => token });
    const [first, second] = [await publisher.publish('client.position', 1), await publisher.publish('client.position', 2)];
    connected();
    const { seen, recovered } = await subscribed('/topic/client.position', { position: first });
    assert.equal(recovered, true);
    assert.deepEqual([(await seen.next()).id], [second.id]);
  });

  test('looks back', async () => {
    connected();
    await status('connected');
    for (const payload of [1, 2, 3]) {
      await carillon.publish('client.history', payload);
    }
    const { seen } = await subscribed('/topic/client.history', { history: 2 });
    assert.deepEqual([(await seen.next()).payload, (await seen.next()).payload], [2, 3]);
  });

  test('is told what cannot be recovered', async () => {
    connected();
    const losses = new Channel();
    const { position } = await subscribed('/topic/client.lost',
      { position: { epoch: 'another', offset: 1 }, onLost: losses.push });
    assert.deepEqual(await losses.next(), { code: 'position-unknown', position });
  });

  test('what is not acknowledged comes again', async () => {
    connected();
    const options = { ack: 'client-individual' };
    const { seen } = await subscribed('/user/queue/inbox', options);
    await publishTo('node', 'kept');
    await publishTo('node', 'settled');
    assert.equal((await seen.next()).payload, 'kept');
    (await seen.next()).ack();
    carillon.close();

    connected();
    const again = await subscribed('/user/queue/inbox', options);
    const kept = await again.seen.next();
    assert.equal(kept.payload, 'kept');
    kept.ack();
  });

  test('goes on with the next token, without what that does not allow', async () => {
    const tokens = [tokenOf(4000, everything, secret), tokenOf(HOUR, { sub: 'node' }, secret)];
    const forbidden = new Channel();
    connected({ token: () => tokens.shift() });
    await subscribed('/topic/client.renewed', { onForbidden: forbidden.push });
    const { seen } = await subscribed('/user/queue/renewed');
    assert.equal((await forbidden.next()).code, 'destination-forbidden');
    await publishTo('node', 'still here', 'renewed');
    assert.equal((await seen.next()).payload, 'still here');
    assert.deepEqual([(await statuses.next()).state, (await statuses.next()).state], ['connecting', 'connected']);
    carillon.close();
    assert.equal((await statuses.next()).state, 'closed');
  });

  test('stays away once it is revoked', async () => {
    connected({ token: () => tokenOf(HOUR, { sub: 'banished-by-node' }, secret) });
    await subscribed('/user/queue/inbox');
    const manager = tokenOf(HOUR, { sub: 'operator', scope: 'carillon.manage' }, secret);
    await fetch(api('users/banished-by-node/sessions'), { method: 'DELETE', headers: { Authorization: `Bearer ${manager}` } });
    assert.equal((await status('closed')).error.closeCode, 4410);
  });

  test('is told what is forbidden', async () => {
    connected({ token: () => nothing });
    carillon.subscribe('/topic/client.secret', () => {});
    const { error } = await status('closed');
    assert.deepEqual([error.code, error.closeCode, error.destination], ['destination-forbidden', 4403, '/topic/client.secret']);
  });

  test('ends with a token that stays refused', async () => {
    connected({ token: () => `${token}x` });
    const { error } = await status('closed');
    assert.deepEqual([error.code, error.closeCode], ['token-invalid', 4401]);
  });
});
