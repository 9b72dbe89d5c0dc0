import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Carillon } from '../carillon.js';
import { Channel } from './support/channel.js';
import { FakeService } from './support/fake-service.js';

const TOPIC = '/topic/orders.eu';

describe('the client', () => {
  let service;
  let carillon;
  let statuses;
  let errors;

  function client(options = {}) {
    carillon = new Carillon({
      url: service.url, token: () => 'jwt', heartbeat: 0, onStatus: statuses.push, onError: errors.push, ...options,
    });
    return carillon;
  }

  const status = state => statuses.nextThat(candidate => candidate.state === state);

  beforeEach(async () => {
    service = await FakeService.start();
    statuses = new Channel();
    errors = new Channel();
  });

  afterEach(() => {
    carillon.close();
    service.stop();
  });

  test('goes on where it was, and hands over nothing twice', async () => {
    const seen = new Channel();
    client().subscribe(TOPIC, ({ offset, payload }) => seen.push([offset, payload]));
    carillon.connect();
    const first = await service.subscribed({ epoch: 'e', offset: 0 });
    assert.deepEqual([first.token, first.subscribe.headers.epoch], ['Bearer jwt', undefined]);
    [1, 2, 2].forEach(offset => first.message(offset));
    assert.deepEqual([await seen.next(), await seen.next()], [[1, 1], [2, 2]]);
    first.cut();
    assert.equal((await status('waiting')).error.closeCode, 1006);

    const second = await service.subscribed({ epoch: 'e', offset: 3, recovered: true });
    assert.deepEqual([second.subscribe.headers.epoch, second.subscribe.headers.offset], ['e', '2']);
    [2, 3].forEach(offset => second.message(offset));
    assert.deepEqual(await seen.next(), [3, 3]);
  });

  test('goes on from the head of the receipt where nothing came', async () => {
    const moved = new Channel();
    client().subscribe(TOPIC, () => {}, { onPosition: moved.push });
    carillon.connect();
    const first = await service.subscribed({ epoch: 'e', offset: 9 });
    await moved.next();
    first.cut();
    const { headers } = (await service.subscribed({ epoch: 'e', offset: 9, recovered: true })).subscribe;
    assert.deepEqual([headers.epoch, headers.offset], ['e', '9']);
  });

  test('asks for history until there is a position', async () => {
    const seen = new Channel();
    client().subscribe(TOPIC, ({ offset }) => seen.push(offset), { history: 2 });
    carillon.connect();
    const first = await service.subscribed({ epoch: 'e', offset: 9 });
    assert.equal(first.subscribe.headers.history, '2');
    [8, 9].forEach(offset => first.message(offset));
    assert.deepEqual([await seen.next(), await seen.next()], [8, 9]);
    first.cut();
    const { headers } = (await service.subscribed({ epoch: 'e', offset: 9, recovered: true })).subscribe;
    assert.deepEqual([headers.history, headers.offset], [undefined, '9']);
  });

  test('says what cannot be had again, and goes on from the head', async () => {
    const losses = new Channel();
    const seen = new Channel();
    client().subscribe(TOPIC, seen.push, { position: { epoch: 'old', offset: 7 }, onLost: losses.push });
    carillon.connect();
    const socket = await service.subscribed({ epoch: 'e', offset: 3, recovered: false, code: 'position-unknown' });
    assert.deepEqual(await losses.next(), { code: 'position-unknown', position: { epoch: 'e', offset: 3 } });
    socket.message(4);
    assert.equal((await seen.next()).offset, 4);
  });

  test('a storage remembers the position for the next page, until the subscription ends', async () => {
    const kept = new Map();
    const storage = {
      getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key),
    };
    const moved = new Channel();
    client({ storage }).subscribe(TOPIC, () => {}, { onPosition: moved.push });
    carillon.connect();
    (await service.subscribed({ epoch: 'e', offset: 4 })).message(5);
    assert.deepEqual([(await moved.next()).offset, (await moved.next()).offset], [4, 5]);
    carillon.close();

    const subscription = client({ storage }).subscribe(TOPIC, () => {});
    assert.deepEqual(subscription.position, { epoch: 'e', offset: 5 });
    subscription.unsubscribe();
    assert.equal(kept.size, 0);
  });

  test('a handler that fails does not end the stream, and is reported', async () => {
    const seen = new Channel();
    client().subscribe(TOPIC, ({ offset }) => {
      seen.push(offset);
      if (offset === 1) {
        throw new Error('at once');
      }
      return offset === 2 ? Promise.reject(new Error('later')) : undefined;
    });
    carillon.connect();
    const socket = await service.subscribed({ epoch: 'e', offset: 0 });
    [1, 2, 3].forEach(offset => socket.message(offset));
    assert.deepEqual([await seen.next(), await seen.next(), await seen.next()], [1, 2, 3]);
    assert.deepEqual([(await errors.next()).message, (await errors.next()).message], ['at once', 'later']);
  });

  test('acknowledges; what is sent again although it was seen is handed over again', async () => {
    const seen = new Channel();
    client().subscribe('/user/queue/inbox', seen.push, { ack: 'client-individual' });
    carillon.connect();
    const socket = await service.subscribed({ epoch: 'e', offset: 0 });
    assert.equal(socket.subscribe.headers.ack, 'client-individual');
    socket.message(1, { ack: 'a1' });
    socket.message(1, { ack: 'a2' });
    (await seen.next()).nack();
    (await seen.next()).ack();
    assert.equal((await socket.frame('NACK')).headers.id, 'a1');
    assert.equal((await socket.frame('ACK')).headers.id, 'a2');
  });

  test('a recall goes to its own callback and moves the position', async () => {
    const recalled = new Channel();
    const subscription = client().subscribe(TOPIC, assert.fail, { onRecalled: recalled.push });
    carillon.connect();
    const socket = await service.subscribed({ epoch: 'e', offset: 1 });
    socket.message(2, { type: 'carillon.recalled', body: '{"id":"id-1"}' });
    assert.equal(await recalled.next(), 'id-1');
    assert.equal(subscription.position.offset, 2);
  });

  test('asks for another token when one is refused, and ends when it gets the same', async () => {
    const tokens = ['old', 'new', 'new'];
    client({ token: async () => tokens.shift() }).connect();
    for (const token of ['old', 'new']) {
      const socket = await service.sockets.next();
      assert.equal((await socket.frame('CONNECT')).headers.Authorization, `Bearer ${token}`);
      socket.send('ERROR', { message: 'No', code: 'token-expired' });
      socket.close(4401);
    }
    const { error } = await status('closed');
    assert.deepEqual([error.code, error.closeCode, tokens.length], ['token-expired', 4401, 0]);
  });

  test('three refused tokens in a row are enough', async () => {
    let count = 0;
    client({ token: async () => `token ${++count}` }).connect();
    for (let i = 0; i < 3; i++) {
      (await service.sockets.next()).close(4401);
    }
    assert.equal((await status('closed')).error.closeCode, 4401);
    assert.equal(count, 3);
  });

  test('a token that cannot be had is asked for again; none at all is the end', async () => {
    const answers = [() => Promise.reject(new Error('away')), () => null];
    client({ token: () => answers.shift()() }).connect();
    assert.equal((await status('waiting')).error.code, 'token-unavailable');
    assert.equal((await status('closed')).error.code, 'token-missing');
  });

  test('what is forbidden is reported with its destination, and not tried again', async () => {
    client().subscribe(TOPIC, () => {});
    carillon.connect();
    const socket = await service.connected();
    const { headers } = await socket.frame('SUBSCRIBE');
    socket.send('ERROR', { message: 'No', code: 'destination-forbidden', 'receipt-id': headers.receipt });
    socket.close(4403);
    const { error } = await status('closed');
    assert.deepEqual([error.code, error.closeCode, error.destination], ['destination-forbidden', 4403, TOPIC]);
  });

  test('what is forbidden by the next token ends, says so, and is not made again', async () => {
    const forbidden = new Channel();
    client().subscribe(TOPIC, assert.fail, { onForbidden: forbidden.push });
    carillon.subscribe('/topic/other', () => {});
    carillon.connect();
    const socket = await service.subscribed({ epoch: 'e', offset: 1 });
    await socket.frame('SUBSCRIBE');
    socket.ephemeral('carillon.forbidden', { code: 'destination-forbidden' });
    const { code, destination } = await forbidden.next();
    assert.deepEqual([code, destination], ['destination-forbidden', TOPIC]);
    socket.cut();
    assert.equal((await service.subscribed({})).subscribe.headers.destination, '/topic/other');
  });

  test('who does not ask what is forbidden is told of an error', async () => {
    client().subscribe(TOPIC, assert.fail);
    carillon.connect();
    (await service.subscribed({})).ephemeral('carillon.forbidden', { code: 'destination-forbidden' });
    assert.equal((await errors.next()).code, 'destination-forbidden');
  });

  test('publishes over the WebSocket; the receipt says where it is', async () => {
    client().connect();
    const socket = await service.connected();
    await status('connected');
    const published = carillon.publish('orders.eu', { order: 42 }, { type: 'a', key: 'k', ttl: 'PT1M', ephemeral: false });
    const { headers, body } = await socket.frame('SEND');
    assert.deepEqual([headers.destination, headers.type, headers.key, headers.ttl, headers.ephemeral, body],
      [TOPIC, 'a', 'k', 'PT1M', 'false', '{"order":42}']);
    socket.send('RECEIPT', { 'receipt-id': headers.receipt, 'notification-id': 'n', epoch: 'e', offset: 1 });
    assert.deepEqual(await published, { id: 'n', epoch: 'e', offset: 1 });
  });

  test('a publish that is refused fails alone; one without an answer has no known outcome', async () => {
    client().connect();
    for (const [headers, code, expected] of [
      [{ message: 'No', code: 'destination-forbidden' }, 4403, 'destination-forbidden'],
      [undefined, 1006, 'connection-lost'],
    ]) {
      const socket = await service.connected();
      await status('connected');
      const published = carillon.publish('orders.eu', 1);
      const send = await socket.frame('SEND');
      if (headers) {
        socket.send('ERROR', { ...headers, 'receipt-id': send.headers.receipt });
        socket.close(code);
      } else {
        socket.cut();
      }
      await assert.rejects(published, { name: 'CarillonError', code: expected });
      assert.equal((await status('waiting')).error.closeCode, code);
    }
  });

  test('publishes over REST where no WebSocket is open', async () => {
    const published = client().publish('orders.eu', 'text', { contentType: 'text/plain', type: 'a' });
    const { request, response } = await service.requests.next();
    assert.deepEqual([request.method, request.url, request.headers.authorization, request.headers['content-type']],
      ['POST', '/api/v1/topics/orders.eu/notifications?type=a', 'Bearer jwt', 'text/plain']);
    response.writeHead(201, { 'Content-Type': 'application/json' }).end('{"id":"n","epoch":"e","offset":3,"destination":"x"}');
    assert.deepEqual(await published, { id: 'n', epoch: 'e', offset: 3 });
  });

  test('JSON goes over REST as it was written', async () => {
    for (const payload of ['{"a": 1.10, "b": "$&"}', new TextEncoder().encode('{"a": 1.10, "b": "$&"}')]) {
      const published = client().publish('orders.eu', payload, { contentType: 'application/json', type: 'a' });
      const { request, response } = await service.requests.next();
      assert.equal(request.url, '/api/v1/topics/orders.eu/notifications');
      const body = (await request.toArray()).join('');
      assert.equal(body, '{"type":"a","payload":{"a": 1.10, "b": "$&"}}');
      response.writeHead(201).end('{}');
      await published;
    }
  });

  test('without an answer over REST, or with half of one, nobody knows either', async () => {
    for (const start of [
      (response, cut) => cut(),
      (response, cut) => response.writeHead(201, { 'Content-Length': 99 }).write('{"id":', cut),
    ]) {
      const published = client().publish('orders.eu', 1);
      const { request, response } = await service.requests.next();
      start(response, () => request.socket.destroy());
      await assert.rejects(published, { name: 'CarillonError', code: 'connection-lost' });
    }
  });

  test('a call without a token says so', async () => {
    for (const [token, code] of [[() => { throw new Error('away'); }, 'token-unavailable'], [() => null, 'token-missing']]) {
      await assert.rejects(client({ token }).publish('orders.eu', 1), { name: 'CarillonError', code });
      await assert.rejects(carillon.inbox().list(), { name: 'CarillonError', code });
    }
  });

  test('what no header can carry is not sent', async () => {
    await assert.rejects(client().publish('orders.eu', 'a', { contentType: 'text/plain;a="日"' }),
      ({ name, code }) => name === 'CarillonError' && code === undefined);
  });

  test('who subscribes on hearing that it is connected does so once, and can end it', async () => {
    let subscription;
    client({
      onStatus: ({ state }) => {
        if (state === 'connected') {
          subscription = carillon.subscribe(TOPIC, () => {});
        }
      },
    }).connect();
    const socket = await service.subscribed({ epoch: 'e', offset: 0 });
    subscription.unsubscribe();
    assert.equal((await socket.frame('UNSUBSCRIBE')).headers.id, socket.subscribe.headers.id);
  });

  test('who closes on hearing that it is connected says goodbye', async () => {
    client({ onStatus: ({ state }) => state === 'connected' && carillon.close() }).subscribe(TOPIC, () => {});
    carillon.connect();
    const socket = await service.subscribed({});
    await socket.frame('DISCONNECT');
  });

  test('a subscription that ended is not made again', async () => {
    const subscription = client().subscribe(TOPIC, () => {});
    carillon.subscribe('/topic/other', () => {});
    carillon.connect();
    const socket = await service.subscribed({});
    await socket.frame('SUBSCRIBE');
    subscription.unsubscribe();
    await socket.frame('UNSUBSCRIBE');
    socket.cut();
    assert.equal((await service.subscribed({})).subscribe.headers.destination, '/topic/other');
  });

  test('what is no destination is refused at once', () => {
    assert.throws(() => client().subscribe('orders.eu', () => {}), TypeError);
  });
});
