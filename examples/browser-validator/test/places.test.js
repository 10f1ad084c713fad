import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Text } from '@codemirror/state';
import { offsetOf, rangeOf } from '../src/places.js';

const place = (line, column_utf16) => ({ line, column_utf16 });

test('columns count UTF-16 units', () => {
  const doc = Text.of(['a', 'é𝒳z']);
  assert.equal(doc.sliceString(offsetOf(doc, place(2, 4))), 'z');
});

test('a place that is no longer there is the nearest that is', () => {
  const doc = Text.of(['ab', 'c']);
  assert.equal(offsetOf(doc, place(1, 9)), 2);
  assert.equal(offsetOf(doc, place(7, 1)), 3);
  assert.deepEqual(rangeOf(doc, { start: place(2, 1), end: place(1, 1) }), { from: 3, to: 3 });
});
