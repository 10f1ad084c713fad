// The worker in a browser.

import { answering } from './answering.js';

const answer = answering((message) => postMessage(message));

addEventListener('message', ({ data }) => answer(data));
