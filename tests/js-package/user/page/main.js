import { emptyAccount, init, plan } from 'connfn';

await init();
const sources = { files: { 'main.tf': 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n' } };
const response = plan({ sources, observed: emptyAccount(), stack: 'site-1' });
document.querySelector('output').textContent = response.plan.steps.map(({ operation }) => operation).join();

// Only where functions are run.
document.querySelector('output').addEventListener('click', async ({ target }) => {
  const { connection, simulate } = await import('connfn/simulator');
  const code = 'function connectionHandler(connection) { connection.allow(); }';
  const outcome = await simulate({ code, runtime: 'cloudfront-js-2.0', connection: await connection({ preset: 'valid' }) });
  target.textContent = outcome.decision;
});
