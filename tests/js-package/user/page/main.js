import { emptyAccount, init, plan } from 'connfn';

await init();
const sources = { files: { 'main.tf': 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n' } };
const response = plan({ sources, observed: emptyAccount(), stack: 'site-1' });
document.querySelector('output').textContent = response.plan.steps.map(({ operation }) => operation).join();

// Only where it is asked for.
document.querySelector('output').addEventListener('click', async ({ target }) => {
  const { connection } = await import('connfn/simulator');
  target.textContent = JSON.stringify(await connection({ preset: 'valid' }));
});
