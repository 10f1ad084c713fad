// Applies a saved plan: node apply.js PLAN.json OBSERVED.json
//
// OBSERVED.json is what `connfn observe` has just written. Nothing is done if CloudFront is not as the plan found it.

import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { checkCurrent, readObserved, readPlan, receiptToJson } from 'connfn';
import { readFileSync } from 'node:fs';
import { execute } from './execute.js';

const [planFile, observedFile] = process.argv.slice(2);
if (observedFile === undefined) {
  console.error('usage: node apply.js PLAN.json OBSERVED.json');
  process.exit(2);
}

const plan = readPlan(readFileSync(planFile, 'utf8'));
const stale = checkCurrent(plan, readObserved(readFileSync(observedFile, 'utf8')));
if (stale.length > 0) {
  for (const { code, message } of stale) console.error(`error[${code}]: ${message}`);
  process.exitCode = 1;
} else {
  // Region, credentials and endpoint are the SDK's own affair.
  const client = new CloudFrontClient({ region: 'us-east-1' });
  const receipt = await execute(plan, client, ({ event, step, ...rest }) => {
    console.error([step, event, rest.status ?? rest.because ?? rest.error].filter(Boolean).join(': '));
  });
  client.destroy();
  process.stdout.write(receiptToJson(receipt));
  if (receipt.result !== 'complete') process.exitCode = 1;
}
