import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Carillon } from '../carillon.js';
import { Channel } from './support/channel.js';
import { FakeService } from './support/fake-service.js';

describe('server-sent events', () => {
  let service;
  let carillon;
  let statuses;

  function client(options) {
    carillon = new Carillon({ url: service.url, token: () => 'jwt', onStatus: statuses.push, ...options });
    return carillon;
  }

  /** The next stream that is asked for, and how to write to it. */
  async function stream() {
    const { request, response } = await service.requests.next();
    assert.equal(request.headers.authorization, 'Bearer jwt');
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    return {
      request,
      response,
      event: (type, id, data) => response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
    };
  }

  const notification = (offset, destination = '/topic/a') => ({
    id: `id-${offset}`, destination, type: 'test', epoch: 'e', offset, contentType: 'application/json', payload: { offset },
  });

  beforeEach(async () => {
    service = await FakeService.start({ blocked: true });
    statuses = new Channel();
  });

  afterEach(() => {
    carillon.close();
    service.stop();
    mock.timers.reset();
  });

  test('takes over where WebSocket is blocked although the service answers', async () => {
    client().subscribe('/topic/a', () => {});
    carillon.connect();
    for (let i = 0; i < 3; i++) {
      const { request, response } = await service.requests.next();
      assert.equal(request.headers.authorization, undefined);
      response.writeHead(401).end();
    }
    const { request } = await stream();
    assert.equal(request.url, '/api/v1/stream?topic=a');
    const { transport } = await statuses.nextThat(({ state }) => state === 'connected');
    assert.equal(transport, 'sse');
    assert.equal(service.upgradesRefused, 3);
  });

  test('one stream has all destinations, and goes on after the last event', async () => {
    const seen = new Channel();
    client({ transport: 'sse' }).subscribe('/topic/a', ({ payload }) => seen.push(['a', payload.offset]));
    carillon.subscribe('/user/queue/inbox', ({ text }) => seen.push(['inbox', text]));
    carillon.connect();
    const first = await stream();
    assert.equal(first.request.url, '/api/v1/stream?topic=a&queue=inbox');
    first.event('carillon.subscribed', 1, { positions: { '/topic/a': { epoch: 'e', offset: 1 } } });
    first.event('test', 2, notification(2));
    first.event('test', 3, notification(7, '/user/queue/inbox'));
    assert.deepEqual([await seen.next(), await seen.next()], [['a', 2], ['inbox', '{"offset":7}']]);
    first.response.destroy();

    const second = await stream();
    assert.equal(second.request.headers['last-event-id'], '3');
    second.event('carillon.subscribed', 3, { positions: { '/topic/a': { epoch: 'e', offset: 3, recovered: true } } });
    second.event('test', 4, notification(2));
    second.event('test', 5, notification(3));
    assert.deepEqual(await seen.next(), ['a', 3]);
  });

  test('another subscription makes another request, which goes on where the first was', async () => {
    const seen = new Channel();
    client({ transport: 'sse' }).subscribe('/topic/a', seen.push);
    carillon.connect();
    const first = await stream();
    first.event('test', 2, notification(2));
    await seen.next();
    carillon.subscribe('/topic/b', () => {}).unsubscribe();
    carillon.subscribe('/topic/c', () => {});
    const second = await stream();
    assert.deepEqual([second.request.url, second.request.headers['last-event-id']], ['/api/v1/stream?topic=a&topic=c', '2']);
  });

  test('one that ended has no position for the next', async () => {
    const seen = new Channel();
    const subscription = client({ transport: 'sse' }).subscribe('/topic/a', seen.push);
    carillon.connect();
    (await stream()).event('test', 2, notification(2));
    await seen.next();
    subscription.unsubscribe();
    await setImmediate();
    carillon.subscribe('/topic/a', () => {});
    assert.equal((await stream()).request.headers['last-event-id'], undefined);
  });

  test('one that takes the place of another hears nothing from before it', async () => {
    const seen = new Channel();
    client({ transport: 'sse' }).subscribe('/topic/b', () => {});
    const subscription = carillon.subscribe('/topic/a', seen.push);
    carillon.connect();
    (await stream()).event('test', 2, notification(2));
    await seen.next();
    subscription.unsubscribe();
    carillon.subscribe('/topic/a', seen.push);
    const { request, event } = await stream();
    assert.equal(request.headers['last-event-id'], '2');
    event('carillon.subscribed', 2, { positions: { '/topic/a': { epoch: 'e', offset: 4, recovered: true } } });
    [3, 4, 5].forEach(offset => event('test', offset, notification(offset)));
    assert.equal((await seen.next()).offset, 5);
  });

  test('without a subscription silence is no loss', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const subscription = client({ transport: 'sse' }).subscribe('/topic/a', () => {});
    carillon.connect();
    await stream();
    await statuses.nextThat(({ state }) => state === 'connected');
    subscription.unsubscribe();
    await setImmediate();
    mock.timers.tick(60_000);
    carillon.close();
    assert.equal((await statuses.next()).state, 'closed');
  });

  test('a gap since another transport is not passed over in silence', async () => {
    const losses = new Channel();
    client({ transport: 'sse' })
      .subscribe('/topic/a', () => {}, { position: { epoch: 'e', offset: 5 }, onLost: losses.push });
    carillon.connect();
    (await stream()).event('carillon.subscribed', 1, { positions: { '/topic/a': { epoch: 'e', offset: 6 } } });
    assert.equal((await losses.next()).code, 'position-unknown');
  });

  test('text and bytes are what they were', async () => {
    const seen = new Channel();
    client({ transport: 'sse' }).subscribe('/topic/a', ({ payload }) => seen.push(payload));
    carillon.connect();
    const { event } = await stream();
    event('test', 1, { ...notification(1), contentType: 'text/plain', payload: 'grüße' });
    event('test', 2, { ...notification(2), contentType: 'application/octet-stream', payload: undefined, payloadBase64: 'AP8=' });
    assert.equal(await seen.next(), 'grüße');
    assert.deepEqual(await seen.next(), Uint8Array.of(0, 255));
  });

  test('JSON is what it was, to the last digit', async () => {
    const seen = new Channel();
    client({ transport: 'sse' }).subscribe('/topic/a', seen.push);
    carillon.connect();
    const json = '{"a": 1.10, "payload":12345678901234567890}';
    for (const contentType of ['application/json', 'application/json;charset=utf-8', 'model/gltf+json']) {
      (await stream()).response.end('id: 1\nevent: test\ndata: '
        + `{"destination":"/topic/a","type":"\\"payload\\":0","contentType":"${contentType}","payload":${json}}\n\n`);
      const { text, bytes, payload } = await seen.next();
      assert.deepEqual([text, new TextDecoder().decode(bytes), payload.a], [json, json, 1.1]);
    }
  });

  test('waits as long as the service asks for', async () => {
    client({ transport: 'sse' }).subscribe('/topic/a', () => {});
    carillon.connect();
    const { response } = await service.requests.next();
    response.writeHead(429, { 'Retry-After': '100' }).end('{"code":"limit-exceeded"}');
    const { delay, error } = await statuses.nextThat(({ state }) => state === 'waiting');
    assert.deepEqual([error.code, error.retryAfter, delay >= 100_000], ['limit-exceeded', 100_000, true]);
  });

  test('obeys the code that ends a stream, and the status that refuses one', async () => {
    client({ transport: 'sse' }).subscribe('/topic/a', () => {});
    carillon.connect();
    (await stream()).event('carillon.closed', 1, { code: 1013 });
    assert.equal((await statuses.nextThat(({ state }) => state === 'waiting')).error.closeCode, 1013);
    (await service.requests.next()).response.writeHead(403).end('{"code":"destination-forbidden","detail":"No."}');
    const { error } = await statuses.nextThat(({ state }) => state === 'closed');
    assert.deepEqual([error.closeCode, error.code, error.message], [4403, 'destination-forbidden', 'No.']);
  });
});
