// Puts the report of a plan on the pull request: a new comment, or instead of the one of the plan before.
//
// The report is text of others, which connfn has made harmless; nothing else of the pull request gets into the comment.

'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

const { GITHUB_API_URL, GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY, TOKEN } = process.env;
const { CONFIGURATION, GITHUB_RUN_ID, GITHUB_SERVER_URL, REPORT, STACK } = process.env;

/** What GitHub takes. */
const LONGEST = 65_536;

/** Tells the comments of this configuration from those of others, without showing what it is called. */
const mark = `<!-- connfn ${createHash('sha256').update(JSON.stringify([CONFIGURATION, STACK])).digest('hex').slice(0, 16)} -->`;

async function call(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${TOKEN}`, 'x-github-api-version': '2022-11-28' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} of a comment was answered with ${response.status}`);
  return response.json();
}

/** The comment that a program, not a person, has left before. */
async function former(number) {
  for (let page = 1; ; page += 1) {
    const comments = await call('GET', `/issues/${number}/comments?per_page=100&page=${page}`);
    const found = comments.find((comment) => comment.user?.type === 'Bot' && comment.body?.startsWith(mark));
    if (found || comments.length < 100) return found;
  }
}

function text() {
  const run = `\n\n[The run that planned this](${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID})\n`;
  const report = readFileSync(REPORT, 'utf8');
  const whole = `${mark}\n${report}${run}`;
  return whole.length <= LONGEST ? whole : `${mark}\nThe plan is too long for a comment.${run}`;
}

async function main() {
  if (GITHUB_EVENT_NAME !== 'pull_request') return;
  const { number } = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')).pull_request;
  const body = text();
  const found = await former(number);
  if (found) await call('PATCH', `/issues/comments/${found.id}`, { body });
  else await call('POST', `/issues/${number}/comments`, { body });
}

main().catch((error) => {
  // Without its comment the plan is in the job's summary all the same.
  console.log(`::warning::the plan could not be commented: ${error.message}; the job wants \`pull-requests: write\``);
});
