// How the page looks: on a phone, in the light and in the dark, to those who do not see it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { select, settled, type, validator } from './support/validator.js';

const site = validator();
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** The page as it begins, with an account and every section open, with targets, and with problems. */
const STATES = {
  begin: async () => {},
  account: async (page) => {
    await page.locator('summary').evaluateAll((all) => all.forEach((summary) => summary.click()));
    await page.locator('#observed-sample').click();
    await settled(page);
  },
  options: async (page) => {
    await page.locator('#known button').first().click();
    await page.locator('#targets').pressSequentially('\n' + 'long'.repeat(40));
    await settled(page);
  },
  json: async (page) => page.getByRole('tab', { name: 'JSON' }).click(),
  problems: async (page) => {
    await select(page, 'configuration', 'gate.js"');
    await type(page, `${'long'.repeat(40)}.js"`);
    await select(page, 'configuration', 'cloudfront-js-2.0');
    await type(page, 'cloudfront-js-1.0');
    await page.locator('#configuration .problem').first().hover();
    await page.locator('.cm-tooltip').waitFor();
  },
};

async function inEachState(options, check) {
  const { page, problems } = await site.open(options);
  for (const [name, enter] of Object.entries(STATES)) {
    await enter(page);
    await check(page, name);
  }
  assert.deepEqual(problems, []);
}

for (const width of [360, 320, 768, 1280]) {
  test(`nothing is wider than a page of ${width} pixels`, async () => {
    const options = width < 500 ? { ...phone, viewport: { width, height: 740 } } : { viewport: { width, height: 800 } };
    await inEachState(options, async (page, state) => {
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]);
      assert.deepEqual(widths, [width, width, width], state);
    });
  });
}

test('what is touched on a phone is large enough to be hit', async () => {
  const { page } = await site.open(phone);
  await page.locator('#options summary').click();
  const small = await page.locator('button:visible, input:visible, textarea:visible, summary:visible').evaluateAll((all) =>
    // What is around a box or a button of a choice is touched for it.
    all.map((one) => one.closest('.choice') ?? one).filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 24).map((one) => one.outerHTML),
  );
  assert.deepEqual(small, []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing to complain of, contrast included: ${colorScheme}`, async () => {
    await inEachState({ colorScheme }, async (page, state) => {
      await page.evaluate(axe.source);
      const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)]);
      assert.deepEqual(found, [], state);
      assert.ok(passes.some(({ id }) => id === 'color-contrast'));
    });
  });

  test(`text stands out from what is behind it: ${colorScheme}`, async () => {
    await inEachState({ colorScheme }, async (page, state) => {
      const samples = await page.evaluate(contrasts);
      assert.ok(samples.length > 10, state);
      assert.deepEqual(samples.filter(({ ratio }) => ratio < 4.5), [], state);
    });
  });
}

test('light and dark are different', async () => {
  const background = async (colorScheme) => {
    const { page } = await site.open({ colorScheme });
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  assert.notEqual(await background('light'), await background('dark'));
});

/** Runs in the page: each pair of a text's colour and what is behind it, editors included, with its ratio by WCAG. */
function contrasts() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) => {
    const linear = (value) => (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const parent = (node) => node.parentElement ?? node.getRootNode().host;
  const behind = (element) => {
    for (let at = element; at; at = parent(at)) {
      const [red, green, blue, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const pairs = new Map();
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('').trim();
      if (text === '' || !element.checkVisibility()) continue;
      const colours = [channels(getComputedStyle(element).color), behind(element)];
      const [dark, light] = colours.map(luminance).sort((a, b) => a - b);
      pairs.set(`${colours} ${element.className}`, { text: text.slice(0, 40), colours, ratio: (light + 0.05) / (dark + 0.05) });
    }
  };
  visit(document);
  return [...pairs.values()];
}
