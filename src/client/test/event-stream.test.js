import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStreamParser } from '../event-stream.js';

const bytes = text => new TextEncoder().encode(text);

const parse = text => new EventStreamParser().push(bytes(text));

test('an event has type, data and id', () => {
  assert.deepEqual(parse('id: 7\nevent: order.shipped\ndata: {"a":1}\n\n'),
    [{ type: 'order.shipped', data: '{"a":1}', id: '7' }]);
});

test('without a type it is a message; the id stays until another is set, and an empty one unsets it', () => {
  assert.deepEqual(parse('id:1\ndata:a\n\ndata:b\n\nid\ndata:c\n\n').map(({ type, id }) => [type, id]),
    [['message', '1'], ['message', '1'], ['message', '']]);
});

test('several lines of data are joined; only one space is taken away', () => {
  assert.deepEqual(parse('data: a\ndata:  b\ndata\n\n')[0].data, 'a\n b\n');
});

test('comments, unknown fields and events without data are none', () => {
  assert.deepEqual(parse(': beat\n\nretry: 10\nfoo: bar\n\nevent: x\n\ndata: y\n\n'),
    [{ type: 'message', data: 'y', id: '' }]);
});

test('an id with NUL is ignored, an unfinished event is not dispatched', () => {
  assert.deepEqual(parse('id: 1\nid: 2\0\ndata: a\n\ndata: b\n'), [{ type: 'message', data: 'a', id: '1' }]);
});

test('a byte order mark is not part of the first field', () => {
  assert.equal(parse('\ufeffdata: a\n\n')[0].data, 'a');
});

test('the same whatever ends a line, and wherever it is divided', () => {
  for (const end of ['\n', '\r', '\r\n']) {
    const whole = bytes(['id: 1', 'event: é', 'data: grüße', 'data: 🔔', '', ': c', 'data: next', '', ''].join(end));
    for (let at = 0; at <= whole.length; at++) {
      const parser = new EventStreamParser();
      assert.deepEqual([...parser.push(whole.subarray(0, at)), ...parser.push(whole.subarray(at))], [
        { type: 'é', data: 'grüße\n🔔', id: '1' },
        { type: 'message', data: 'next', id: '1' },
      ], `${JSON.stringify(end)} at ${at}`);
    }
    const bytewise = new EventStreamParser();
    assert.equal([...whole].flatMap(byte => bytewise.push(Uint8Array.of(byte))).length, 2);
  }
});
