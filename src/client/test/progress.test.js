import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Progress } from '../progress.js';

const at = (offset, epoch = 'e') => ({ epoch, offset });

test('the head counts until the first notification comes', () => {
  const progress = new Progress();
  assert.equal(progress.begin(at(7)), false);
  assert.deepEqual(progress.position, at(7));
  progress.handled(at(8));
  assert.deepEqual(progress.position, at(8));
});

test('what lies before the head is a repeat where no history was asked for', () => {
  const progress = new Progress();
  progress.begin(at(7));
  assert.equal(progress.isRepeat(at(7)), true);
  assert.equal(progress.isRepeat(at(8)), false);
});

test('history lies before the head, and is no repeat', () => {
  const progress = new Progress();
  progress.begin(at(100), 10);
  assert.deepEqual(progress.position, at(90));
  assert.equal(progress.isRepeat(at(85)), false);
  assert.equal(progress.isRepeat(at(91)), false);
});

test('an offset that was handed over is a repeat, in its own epoch only', () => {
  const progress = new Progress(at(5));
  assert.equal(progress.isRepeat(at(5)), true);
  assert.equal(progress.isRepeat(at(6)), false);
  assert.equal(progress.isRepeat(at(1, 'another')), false);
});

test('ephemeral ones are no repeats and move nothing', () => {
  const progress = new Progress(at(5));
  assert.equal(progress.isRepeat({}), false);
  progress.handled({});
  assert.deepEqual(progress.position, at(5));
});

test('what is sent again does not set the position back', () => {
  const progress = new Progress(at(5));
  progress.handled(at(2));
  assert.deepEqual(progress.position, at(5));
});

test('recovered: it goes on from the position, not from the head', () => {
  const progress = new Progress(at(5));
  assert.equal(progress.begin({ ...at(100), recovered: true }), false);
  assert.deepEqual(progress.position, at(5));
  assert.equal(progress.isRepeat(at(6)), false);
});

test('not recovered: there is a gap, and it goes on from the head', () => {
  for (const head of [at(100), at(3), at(0, 'another')]) {
    const progress = new Progress(at(5));
    assert.equal(progress.begin({ ...head, recovered: false }), true);
    assert.deepEqual(progress.position, head);
    assert.equal(progress.isRepeat(at(head.offset + 1, head.epoch)), false);
  }
});

test('where nothing is said of recovery, only a head at the position has no gap before it', () => {
  assert.equal(new Progress(at(5)).begin(at(5)), false);
  assert.equal(new Progress(at(5)).begin(at(6)), true);
  assert.equal(new Progress(at(5)).begin(at(5, 'another')), true);
});

test('a service without positions teaches nothing', () => {
  const progress = new Progress();
  assert.equal(progress.begin({}), false);
  assert.equal(progress.position, undefined);
});
