import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff, closeCodeOf, policyOf } from '../backoff.js';

test('44xx stays away, but 4401 brings another token', () => {
  for (const code of [4400, 4403, 4410, 4499]) {
    assert.equal(policyOf(code), 'stop', code);
  }
  assert.equal(policyOf(4401), 'token');
});

test('everything else comes back', () => {
  for (const code of [1000, 1001, 1002, 1006, 1009, 1011, 1012, 1013, 4001, 4508, 4529, undefined]) {
    assert.equal(policyOf(code), 'return', code);
  }
});

test('an HTTP status means what the close code means', () => {
  assert.deepEqual([400, 401, 403, 429, 503].map(closeCodeOf), [4400, 4401, 4403, 4529, 1013]);
  assert.deepEqual([404, 500, 502].map(closeCodeOf), [1006, 1006, 1006]);
});

test('the bound doubles up to 15 s, and the delay is anywhere below it', () => {
  const longest = new Backoff(() => 1);
  assert.deepEqual(Array.from({ length: 7 }, () => longest.next(1006)), [500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  assert.equal(new Backoff(() => 0).next(1006), 0);
  longest.reset();
  assert.equal(longest.next(4508), 500);
});

test('after a restart it is 1 to 10 s', () => {
  assert.equal(new Backoff(() => 0).next(1012), 1000);
  assert.equal(new Backoff(() => 1).next(1012), 10_000);
});
