import { check } from 'connfn';
import { renderTests, runTests } from 'connfn/simulator';

const files = {
  'connfn.yaml': 'functions:\n  gate:\n    code: { file: gate.js }\n',
  'gate.js': 'function connectionHandler(connection) {\n  connection.deny();\n}\n',
  'gate.test.yaml': '- name: refuses everybody\n  connection: valid\n  expect: deny\n',
};
const checked = check({ sources: { files, listings: { './': Object.keys(files) } } });
process.stdout.write(await renderTests(await runTests(checked), { format: 'tap' }));
