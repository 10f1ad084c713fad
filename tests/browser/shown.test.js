// Every case by hand, so to say: its files are opened in the page, and the page shows the case's plan and problems, each
// problem in its place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCases } from './support/cases.js';
import { settled, validator } from './support/validator.js';

const site = validator();

/** How the page is asked for what a request says. */
const ASK = {
  stack: (page, name) => page.fill('#stack', name),
  mode: (page, mode) => page.check(`[name=mode][value="${mode}"]`),
  adopt: (page, wanted) => page.setChecked('#adopt', wanted),
  no_prune: (page, wanted) => page.setChecked('#no-prune', wanted),
  targets: (page, addresses) => page.fill('#targets', addresses.join('\n')),
  variables: (page, values) => page.fill('#variables', values.map(({ name, value }) => `${name}=${value}`).join('\n')),
};

async function open(page, { folder, observed, request }) {
  await page.setInputFiles('#folder', folder);
  await page.locator('#account summary').evaluateAll((summaries) => summaries.forEach((summary) => summary.click()));
  if (observed !== undefined) await page.fill('#observed', observed);
  for (const [member, value] of Object.entries(request)) {
    assert.ok(Object.hasOwn(ASK, member), `nothing here tells how to ask the page for ${member}`);
    await ASK[member](page, value);
  }
  await settled(page);
}

/** What an editor has selected after the link to a problem was followed. */
const follow = (page, index) =>
  page.locator('#problem-list > li').nth(index).evaluate(async (item) => {
    item.querySelector('.link').click();
    await new Promise(requestAnimationFrame);
    const content = document.activeElement.shadowRoot.activeElement;
    const selection = content.getRootNode().getSelection();
    return selection.isCollapsed ? '' : selection.toString();
  });

// The page has no environment and no files of values outside of the folder, and nothing lies above the folder that it opens.
const within = ({ files }) => files.every(({ path }) => !path.startsWith('../'));
const cases = allCases().filter(within).filter(({ request }) => (request.variables ?? []).every(({ from = 'option' }) => from === 'option'));

test('every case', async (t) => {
  const { page, problems, url } = await site.open();
  for (const { name, expected, ...given } of cases) {
    await t.test(name, async () => {
      // Loaded again, the page has forgotten the case before.
      await page.goto(url);
      await settled(page);
      await open(page, given);
      const diagnostics = JSON.parse(expected.diagnostics);
      assert.equal(await page.locator('#plan-output').isVisible(), expected.plan !== undefined);
      const lines = await page.locator('#plan-text .line').evaluateAll((all) => all.map((line) => `${line.textContent}\n`));
      assert.equal(lines.join('') || undefined, expected.text);
      if (expected.plan) await page.locator('#plan-json-tab').click();
      assert.equal((await page.locator('#plan-json').textContent()) || undefined, expected.plan);
      assert.equal(await page.locator('#problem-list > li:not(.mend)').count(), diagnostics.length);
      for (const [index, { location }] of diagnostics.entries()) {
        if (!location) continue;
        const { bytes } = given.files.find(({ path }) => path === location.file);
        const { start, end } = location.span;
        const place = bytes.subarray(start.byte, end.byte).toString().replaceAll('\r\n', '\n');
        assert.equal(await follow(page, index), place, JSON.stringify(location));
      }
      assert.deepEqual(problems.splice(0), []);
    });
  }
});
