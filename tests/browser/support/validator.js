// The validator's page in a browser, and what a test does to it and reads from it.

import { after, before } from 'node:test';
import { serve } from '../../../examples/browser-validator/serve.js';
import { launch } from './browser.js';

/** A browser and a server for the tests of one file. `open` gives a new page, which forgets all others. */
export function validator() {
  let browser;
  let site;
  before(async () => {
    [browser, site] = await Promise.all([launch(), serve(0)]);
  });
  after(async () => {
    await browser?.close();
    site?.server.close();
  });
  return {
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const problems = watch(page);
      await page.goto(site.url);
      await settled(page);
      return { page, problems, url: site.url };
    },
  };
}

/** Whatever a page complains of: no test may cause it. */
function watch(page) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  return problems;
}

/** Until what is shown is the answer to what was last typed. */
export const settled = (page) => page.waitForSelector('body[data-settled=true]');

export const editor = (page, pane) => page.locator(`#${pane} .cm-content`);

/** Replaces the text of an editor, as a user would: all of it is selected and overwritten. */
export async function write(page, pane, text) {
  await editor(page, pane).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await settled(page);
}

/** Selects the first place of a text in an editor, so that typing replaces it. */
export async function select(page, pane, text) {
  await editor(page, pane).focus();
  const found = await editor(page, pane).evaluate((content, text) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) pieces.push(walker.currentNode);
    // A place may lie across several pieces of highlighted text, though never across lines.
    for (const line of content.querySelectorAll('.cm-line')) {
      const at = line.textContent.indexOf(text);
      if (at < 0) continue;
      const inLine = pieces.filter((piece) => line.contains(piece));
      const find = (offset) => {
        for (const piece of inLine) {
          if (offset <= piece.length) return [piece, offset];
          offset -= piece.length;
        }
      };
      const [from, fromOffset] = find(at);
      const [to, toOffset] = find(at + text.length);
      content.getRootNode().getSelection().setBaseAndExtent(from, fromOffset, to, toOffset);
      return true;
    }
    return false;
  }, text);
  if (!found) throw new Error(`the editor does not show ${JSON.stringify(text)}`);
  // CodeMirror takes a selection over when the browser reports it.
  await page.waitForTimeout(50);
}

export async function type(page, text) {
  await page.keyboard.type(text);
  await settled(page);
}

/** What is underlined in an editor: the texts, those of one place joined. */
export const underlined = (page, pane) =>
  page.locator(`#${pane} .problem`).evaluateAll((marks) => marks.map((mark) => mark.textContent));

export const problemTexts = (page) => page.locator('#problem-list li').allInnerTexts();

export const planText = async (page) =>
  (await page.locator('#plan-text .line').evaluateAll((lines) => lines.map((line) => line.textContent))).join('\n');

export const status = (page) => page.locator('#status').textContent();
