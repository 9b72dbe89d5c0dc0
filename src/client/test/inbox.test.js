import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Carillon } from '../carillon.js';
import { Channel } from './support/channel.js';
import { FakeService } from './support/fake-service.js';

describe('the inbox', () => {
  let service;
  let carillon;
  let inbox;
  let changes;
  let socket;

  /** Answers the next request, which must be this one. */
  async function answer(expected, document) {
    const { request, response } = await service.requests.next();
    assert.equal(`${request.method} ${request.url}`, expected);
    response.writeHead(document ? 200 : 204, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
  }

  const answerCount = (unread, head) =>
    answer('GET /api/v1/me/notifications?queue=inbox&limit=1', { epoch: 'e', head, unread, notifications: [] });

  beforeEach(async () => {
    service = await FakeService.start();
    carillon = new Carillon({ url: service.url, token: () => 'jwt', heartbeat: 0 });
    changes = new Channel();
    inbox = carillon.inbox();
    inbox.onChange(changes.push);
    carillon.connect();
    socket = await service.subscribed({ epoch: 'e', offset: 4 });
    assert.equal(socket.subscribe.headers.destination, '/user/queue/inbox');
    await answerCount(2, 5);
    assert.deepEqual(await changes.next(), { unread: 2 });
  });

  afterEach(() => {
    carillon.close();
    service.stop();
  });

  test('counts what comes, but nothing that the service has counted', async () => {
    [5, 6].forEach(offset => socket.message(offset));
    assert.deepEqual(await changes.next(), { unread: 3 });
    assert.equal(inbox.unread, 3);
  });

  test('another device marks one read', async () => {
    socket.ephemeral('carillon.inbox', { unread: 1, read: ['id-5'] });
    assert.deepEqual(await changes.next(), { unread: 1, read: ['id-5'] });
    await answerCount(1, 5);
  });

  test('asks again after each connect', async () => {
    socket.cut();
    await service.subscribed({ epoch: 'e', offset: 7, recovered: true });
    await answerCount(4, 7);
    assert.deepEqual(await changes.next(), { unread: 4 });
  });

  test('asks again where something came before the answer', async () => {
    socket.message(6, { type: 'carillon.recalled', body: '{"id":"id-5"}' });
    const { response } = await service.requests.next();
    socket.message(7);
    socket.ephemeral('carillon.inbox', { unread: 9 });
    assert.deepEqual(await changes.next(), { unread: 9 });
    response.writeHead(200).end('{"unread":1,"head":6}');
    await answerCount(2, 7);
    assert.deepEqual(await changes.next(), { unread: 2 });
  });

  test('reads and marks over REST', async () => {
    const results = Promise.all([inbox.list({ before: 9, limit: 10, unread: true })]);
    await answer('GET /api/v1/me/notifications?queue=inbox&before=9&limit=10&unread=true', { notifications: [1] });
    assert.deepEqual(await results, [{ notifications: [1] }]);

    const count = inbox.unreadCount();
    await answer('GET /api/v1/me/notifications/unread-count?queue=inbox', { unread: 3 });
    assert.equal(await count, 3);

    const marked = inbox.markRead('a/b');
    await answer('POST /api/v1/me/notifications/a%2Fb/read');
    await marked;
    const unmarked = inbox.markUnread('id-1');
    await answer('POST /api/v1/me/notifications/id-1/unread');
    await unmarked;
    const all = inbox.markReadUpTo(5);
    await answer('POST /api/v1/me/notifications/read?queue=inbox&upTo=5', { unread: 0 });
    assert.equal(await all, 0);
  });

  test('a refusal carries the code of the problem', async () => {
    const marked = inbox.markRead('id-9');
    const { response } = await service.requests.next();
    response.writeHead(404).end('{"code":"not-found","detail":"There is no such notification."}');
    await assert.rejects(marked, { code: 'not-found', status: 404, message: 'There is no such notification.' });
  });
});
