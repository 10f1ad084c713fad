import { emptyAccount, init, plan } from 'connfn';

await init();
const sources = { files: { 'main.tf': 'resource "aws_cloudfront_key_value_store" "s" {\n  name = "s"\n}\n' } };
const response = plan({ sources, observed: emptyAccount(), stack: 'site-1' });
document.querySelector('output').textContent = response.plan.steps.map(({ operation }) => operation).join();
