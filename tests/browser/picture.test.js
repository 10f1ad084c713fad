// The picture of the page in the README. `UPDATE=1 node --test picture.test.js` draws it anew; otherwise it is drawn to be thrown
// away, once what it shows was looked at.

import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { planText, problemTexts, underlined, validator, write } from './support/validator.js';

const file = new URL('../../docs/pictures/validator.png', import.meta.url);
/** What a README may ask of a reader's network. */
const MOST = 150 * 1024;

const configuration = `resource "aws_cloudfront_key_value_store" "revoked" {
  name = "revoked-devices"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate"
  connection_function_code = file("gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Lets the devices of the fleet in"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }
}
`;

const code = `import cf from 'cloudfront';

async function connectionHandler(connection) {
  const leaf = connection.clientCertificate.certificates.leaf;
  const key = leaf.serialNumber.replaceAll(':', '');
  if (cf.kvs().exists(key)) {
    connection.deny();
    return;
  }
  connection.allow();
}
`;

const site = validator();

test('the picture shows a finding where it is, and the plan', async () => {
  const { page } = await site.open({ viewport: { width: 1060, height: 800 } });
  await write(page, 'configuration', configuration);
  await write(page, 'function', code);
  assert.deepEqual(await underlined(page, 'function'), ['cf.kvs().exists(key)']);
  assert.match((await problemTexts(page)).join(), /gives a promise, which is not awaited/);
  assert.match(await planText(page), /aws_cloudfront_connection_function\.gate will be created/);
  await page.evaluate(() => {
    document.activeElement.blur();
    window.scrollTo(0, 0);
  });
  const drawn = await page.screenshot();
  if (process.env.UPDATE) writeFileSync(file, drawn);
  assert.ok(statSync(file).size <= MOST, `${statSync(file).size} bytes`);
});
