import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditorState } from '@codemirror/state';
import { lineBreakOf } from '../src/line-breaks.js';

test('only a text that breaks every line so has Windows line breaks', () => {
  assert.equal(lineBreakOf('a\r\nb\r\n'), '\r\n');
  for (const text of ['', 'a', 'a\nb', 'a\r\nb\n', '\na\r\n', 'a\rb\r\n', 'a\r\r\nb']) assert.equal(lineBreakOf(text), '\n');
});

test('an editor gives back every text as it was', () => {
  for (const text of ['', '\n', '\r\n', 'a\r\nb\r\n', 'a\r\nb\n', 'a\rb', '\r', '\u2028\u2029\u0085', 'a\r\r\nb', '\n\r\n']) {
    const state = EditorState.create({ doc: text, extensions: EditorState.lineSeparator.of(lineBreakOf(text)) });
    assert.equal(state.sliceDoc(), text);
  }
});
