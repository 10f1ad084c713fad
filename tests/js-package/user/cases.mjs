// Every case, with the package that is installed here. The first argument is the module that reads the cases.

import assert from 'node:assert/strict';
import * as connfn from 'connfn';

const { expectations, names, outputs } = await import(process.argv[2]);
for (const name of names) assert.deepEqual(outputs(connfn, name), expectations(name), name);
