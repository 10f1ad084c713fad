// Puts the report of a plan on the merge request: a new note, or instead of the one of the plan before.
//
//   node comment.js plan.md

'use strict';

const { readFileSync } = require('node:fs');

const { CI_API_V4_URL, CI_JOB_URL, CI_MERGE_REQUEST_IID, CI_PROJECT_ID, COMMENT_TOKEN } = process.env;

/** Tells our note from others. Only what our own token wrote can be changed by it. */
const mark = '<!-- connfn plan -->';

/** What GitLab takes. */
const LONGEST = 1_000_000;

const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;

async function call(method, address, body) {
  const response = await fetch(address, {
    method,
    headers: { 'content-type': 'application/json', 'private-token': COMMENT_TOKEN },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} of a note was answered with ${response.status}`);
  return response.json();
}

async function former(author) {
  for (let page = 1; ; page += 1) {
    const found = await call('GET', `${notes}?per_page=100&page=${page}`);
    const note = found.find((note) => note.author.id === author && note.body.startsWith(mark));
    if (note || found.length < 100) return note;
  }
}

async function main() {
  const report = readFileSync(process.argv[2], 'utf8');
  const text = report.length > LONGEST ? 'The plan is too long for a note; `plan.md` of the job has it.' : report;
  const body = `${mark}\n${text}\n\n[The job that planned this](${CI_JOB_URL})\n`;
  const { id } = await call('GET', `${CI_API_V4_URL}/user`);
  const note = await former(id);
  if (note) await call('PUT', `${notes}/${note.id}`, { body });
  else await call('POST', notes, { body });
}

main().catch((error) => {
  console.error(`the plan could not be noted: ${error.message}; plan.md of the job has it all the same`);
});
