const { check } = require('connfn');
const { renderTests, runTests } = require('connfn/simulator');

const files = {
  'connfn.yaml': 'functions:\n  gate:\n    code: { file: gate.js }\n',
  'gate.js': 'function connectionHandler(connection) {\n  connection.deny();\n}\n',
  'gate.test.yaml': '- name: refuses everybody\n  connection: valid\n  expect: deny\n',
};
const checked = check({ sources: { files, listings: { './': Object.keys(files) } } });
runTests(checked)
  .then((report) => renderTests(report, { format: 'tap' }))
  .then((text) => process.stdout.write(text));
