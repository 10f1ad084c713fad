// The panel that runs a function: nothing of the simulator is there before, and what it says of a run.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settled, validator, write } from './support/validator.js';

const site = validator();

const certificates = new URL('../../crates/simulator/src/connection/certificates/', import.meta.url);
const pem = (name) => readFileSync(new URL(`${name}.pem`, certificates), 'utf8');

/** Opens the panel, and waits until the simulator is there. */
async function panel(options) {
  const opened = await site.open(options);
  await opened.page.getByText('Run a function on a connection').click();
  await opened.page.locator('#run-connection option[value=revoked]').waitFor({ state: 'attached' });
  await settled(opened.page);
  return opened;
}

/** Opens a function in place of the one that is there; the configuration names it. */
async function open(page, code) {
  await page.setInputFiles('#files', { name: 'gate.js', mimeType: '', buffer: Buffer.from(code) });
  await settled(page);
}

async function run(page) {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await settled(page);
  return page.locator('#run-output').innerText();
}

const object = async (page) => JSON.parse(await page.getByLabel('Connection object').inputValue());

test('nothing of the simulator is loaded before the panel is opened', async () => {
  const { page, problems } = await site.open();
  const asked = [];
  page.context().on('request', (request) => asked.push(request.url().split('/').at(-1)));
  await page.reload();
  await settled(page);
  await page.waitForTimeout(300);
  assert.ok(!asked.some((name) => name.includes('simulator')), asked.join());
  await page.getByText('Run a function on a connection').click();
  await page.locator('#run-connection option[value=revoked]').waitFor({ state: 'attached' });
  assert.ok(asked.includes('simulator_bg.wasm') && asked.includes('simulator-worker.js'), asked.join());
  assert.deepEqual(problems, []);
});

test('a connection is made of a preset, of certificates or by hand', async () => {
  const { page, problems } = await panel();
  const connection = page.getByLabel('Connection', { exact: true });
  await connection.selectOption('no-certificate');
  await settled(page);
  assert.equal((await object(page)).clientCertificate, undefined);

  await connection.selectOption('pem');
  await page.getByLabel('Certificates, the client’s own first').fill(pem('expired') + pem('intermediate'));
  await page.getByLabel('Client IP').fill('2001:db8::7');
  await settled(page);
  const made = await object(page);
  assert.equal(made.clientIp, '2001:db8::7');
  assert.equal(made.clientCertificate.certificates.leaf.validity.notAfter, '2021-06-01T00:00:00Z');

  await page.getByLabel('Client IP').fill('nowhere');
  await page.getByText('the client\'s address nowhere is no IP address').waitFor();

  await page.getByLabel('Connection object').fill('{');
  assert.equal(await connection.inputValue(), 'object');
  assert.match(await run(page), /^The connection is no JSON: /);
  assert.deepEqual(problems, []);
});

test('a run is on the connection that is chosen, or on none', async () => {
  const { page, problems } = await panel();
  const connection = page.getByLabel('Connection', { exact: true });
  await open(page, 'function connectionHandler(connection) {\n  console.log(connection.clientIp);\n  connection.deny();\n}\n');
  // What was chosen before is not taken for what cannot be made.
  await connection.selectOption('pem');
  await settled(page);
  assert.equal(await page.getByLabel('Connection object').inputValue(), '');
  assert.match(await run(page), /^There is no certificate yet\./);
  await page.getByLabel('Certificates, the client’s own first').fill('nothing of the kind');
  await settled(page);
  assert.match(await run(page), /no certificate in the PEM text/);
  // Nothing waits for the object to be shown.
  await page.evaluate(() => {
    const choice = document.querySelector('#run-connection');
    choice.value = 'ipv6';
    choice.dispatchEvent(new Event('change'));
    document.querySelector('#run-it').click();
  });
  await settled(page);
  assert.match(await page.locator('#run-output').innerText(), /2001:db8::/);
  // An answer that comes late does not take away what was written in the meantime.
  await page.evaluate(() => {
    const choice = document.querySelector('#run-connection');
    const object = document.querySelector('#run-object');
    choice.value = 'valid';
    choice.dispatchEvent(new Event('change'));
    object.value = '{"clientIp":"192.0.2.77"}';
    object.dispatchEvent(new Event('input'));
  });
  await settled(page);
  assert.equal(await page.getByLabel('Connection object').inputValue(), '{"clientIp":"192.0.2.77"}');
  assert.match(await run(page), /192\.0\.2\.77/);
  assert.deepEqual(problems, []);
});

test('a connection about which nothing was decided is denied, and the reason is told', async () => {
  const { page } = await panel();
  const body = (text) => `function connectionHandler(connection) {\n  ${text}\n}\n`;
  await open(page, body('connection.clientIp;'));
  assert.match(await run(page), /^Denied: the function called neither allow\(\) nor deny\(\)\n/);
  await open(page, body('for (const x of []) connection.deny();'));
  assert.match(await run(page), /^Denied: the function was not run\n/);
  await open(page, body('connection.nothing(); connection.deny();'));
  assert.match(await run(page), /^Denied: the function failed\n/);
});

test('a simulator that could not be loaded is loaded the next time', async () => {
  const { page } = await site.open();
  let lost = 0;
  await page.route('**/simulator_bg.wasm', (route) => (lost++ === 0 ? route.abort() : route.continue()));
  await page.getByText('Run a function on a connection').click();
  await page.locator('#run-output .error').waitFor();
  assert.match(await run(page), /^(Allowed|Denied)/);
});

test('a run says what was decided, logged and covered', async () => {
  const { page, problems } = await panel();
  await open(page, `import cf from 'cloudfront';
async function connectionHandler(connection) {
  const serial = connection.clientCertificate.certificates.leaf.serialNumber.replaceAll(':', '');
  console.log(\`serial \${serial}\`);
  connection.logCustomData('looked');
  const revoked = await cf.kvs().exists(serial);
  if (revoked) {
    connection.deny();
  } else {
    connection.allow();
  }
}
`);
  const allowed = await run(page);
  assert.match(allowed, /^Allowed\n/);
  assert.match(allowed, /serial 4a3f5c92d1e87b6c/);
  assert.match(allowed, /Custom data: looked/);
  assert.match(allowed, /not 8\.$/);
  await page.getByLabel('What it holds').fill('4a3f5c92d1e87b6c=\n');
  assert.match(await run(page), /^Denied\n/);
  assert.deepEqual(problems, []);
});

test('an error leads to its line', async () => {
  const { page } = await panel();
  await open(page, 'function connectionHandler(connection) {\n  connection.allow();\n  null.x;\n}\n');
  await run(page);
  await page.locator('#run-output').getByRole('button', { name: /^line 3:/ }).click();
  await page.keyboard.insertText('here');
  assert.match(await page.locator('#function .cm-line').nth(2).innerText(), /here/);
});

const INLINE = `resource "aws_cloudfront_connection_function" "inline" {
  name                     = "inline"
  publish                  = true
  connection_function_code = <<-EOT
    function connectionHandler(connection) {
      connection.allow();
      null.x;
    }
  EOT
  connection_function_config {
    runtime = "cloudfront-js-1.0"
    comment = "Written in the configuration"
  }
}
`;

test('a function that is written in the configuration runs, and an error leads to its line there', async () => {
  const { page } = await panel();
  await write(page, 'configuration', INLINE);
  const offered = await page.locator('#run-function option').allInnerTexts();
  assert.deepEqual(offered, ['aws_cloudfront_connection_function.inline', 'gate.js']);
  assert.equal(await page.getByLabel('Runtime').inputValue(), 'cloudfront-js-1.0');
  assert.ok(!(await page.getByLabel('A key value store is associated').isChecked()));
  assert.match(await run(page), /TypeError/);
  await page.locator('#run-output').getByRole('button', { name: /^line 3:/ }).click();
  await page.keyboard.insertText('here');
  assert.match(await page.locator('#configuration .cm-line').nth(6).innerText(), /here/);
});

test('a function is taken as the configuration has it: its runtime, and whether a store is associated', async () => {
  const { page } = await panel();
  assert.equal(await page.locator('#run-function').inputValue(), 'aws_cloudfront_connection_function.gate');
  assert.equal(await page.getByLabel('Runtime').inputValue(), 'cloudfront-js-2.0');
  assert.ok(await page.getByLabel('A key value store is associated').isChecked());
});

test('a function that does not end is stopped, and the next one runs', async () => {
  const { page, problems } = await panel();
  await open(page, 'function connectionHandler(connection) {\n  /^(a+)+$/.test("a".repeat(40) + "b");\n  connection.allow();\n}\n');
  const begun = Date.now();
  assert.match(await run(page), /^Denied.*\nError: the function was stopped after 1\.8 s/s);
  assert.ok(Date.now() - begun < 4000);
  await open(page, 'function connectionHandler(connection) {\n  connection.allow();\n}\n');
  assert.match(await run(page), /^Allowed/);
  assert.deepEqual(problems, []);
});
