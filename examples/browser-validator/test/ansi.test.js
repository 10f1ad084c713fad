import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieces } from '../src/ansi.js';

test('a line is split at its colours', () => {
  assert.deepEqual(pieces('  \u001b[32m+\u001b[0m name'), [
    { text: '  ', ink: undefined },
    { text: '+', ink: 'add' },
    { text: ' name', ink: undefined },
  ]);
  assert.deepEqual(pieces(''), []);
});
