import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Carillon } from '../carillon.js';
import { Channel } from './support/channel.js';
import { FakeService } from './support/fake-service.js';
import { tokenOf } from './support/token.js';

const LIFE = 20_000;
const HOUR = 3_600_000;

describe('a token that ends', () => {
  let service;
  let carillon;
  let errors;

  function client(options) {
    carillon = new Carillon({ url: service.url, heartbeat: 0, onError: errors.push, ...options });
    carillon.subscribe('/topic/a', () => {});
    carillon.connect();
  }

  beforeEach(async () => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_800_000_000_000 });
    service = await FakeService.start();
    errors = new Channel();
  });

  afterEach(() => {
    carillon.close();
    service.stop();
    mock.timers.reset();
  });

  test('is followed by another on the same socket, and that one by a third', async () => {
    const [first, second, third] = [tokenOf(LIFE), tokenOf(2 * LIFE), tokenOf(HOUR)];
    const tokens = [first, second, third];
    client({ token: () => tokens.shift() });
    const socket = await service.subscribed({});
    for (const expected of [second, third]) {
      mock.timers.tick(0.9 * LIFE);
      const { headers, body } = await socket.frame('SEND');
      assert.deepEqual([headers.destination, body], ['/app/token', expected]);
      socket.send('RECEIPT', { 'receipt-id': headers.receipt });
      mock.timers.tick(0.1 * LIFE);
    }
  });

  test('is read as base64url, which is not base64', async () => {
    const tokens = [tokenOf(LIFE, { sub: '~?~?~?~>>>' }), tokenOf(HOUR)];
    assert.match(tokens[0], /-.*_|_.*-/);
    client({ token: () => tokens.shift() });
    const socket = await service.subscribed({});
    mock.timers.tick(0.9 * LIFE);
    await socket.frame('SEND');
  });

  test('is not asked for before most of it has passed', async () => {
    const tokens = [tokenOf(LIFE), tokenOf(HOUR)];
    client({ token: () => tokens.shift() });
    await service.subscribed({});
    mock.timers.tick(0.79 * LIFE);
    await setImmediate();
    assert.equal(tokens.length, 1);
  });

  test('is asked for again where none can be had, and where it is the same', async () => {
    const [first, last] = [tokenOf(LIFE), tokenOf(HOUR)];
    const answers = [() => first, () => Promise.reject(new Error('away')), () => first, () => last];
    client({ token: async () => answers.shift()() });
    const socket = await service.subscribed({});
    for (const left of [1, 0.1, 0.01]) {
      mock.timers.tick(0.9 * left * LIFE);
      await setImmediate();
    }
    assert.equal((await errors.next()).code, 'token-unavailable');
    assert.equal((await socket.frame('SEND')).body, last);
  });

  test('that the service does not take brings the next connect', async () => {
    const tokens = [tokenOf(LIFE), tokenOf(HOUR, { sub: 'another' }), tokenOf(HOUR)];
    const last = tokens.at(-1);
    const statuses = new Channel();
    client({ token: () => tokens.shift(), onStatus: statuses.push });
    const socket = await service.subscribed({});
    mock.timers.tick(0.9 * LIFE);
    const { headers } = await socket.frame('SEND');
    socket.send('ERROR', { message: 'No', code: 'token-invalid', 'receipt-id': headers.receipt });
    socket.close(4401);
    const { delay } = await statuses.nextThat(({ state }) => state === 'waiting');
    mock.timers.tick(delay + 1);
    assert.equal((await service.connected()).token, `Bearer ${last}`);
  });

  test('moves an event stream to another request, which goes on after the last event', async () => {
    const [first, second] = [tokenOf(LIFE), tokenOf(HOUR)];
    const tokens = [first, second];
    const subscribed = new Channel();
    client({ transport: 'sse', token: () => tokens.shift() });
    carillon.subscribe('/topic/b', () => {}, { onSubscribed: subscribed.push });
    const before = await service.requests.next();
    assert.equal(before.request.headers.authorization, `Bearer ${first}`);
    before.response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      .write('id: 7\nevent: carillon.subscribed\ndata: {"positions":{"/topic/b":{"epoch":"e","offset":1}}}\n\n');
    await subscribed.next();
    mock.timers.tick(0.9 * LIFE);
    const { authorization, 'last-event-id': id } = (await service.requests.next()).request.headers;
    assert.deepEqual([authorization, id], [`Bearer ${second}`, '7']);
  });
});
