// What the page begins with, and an observed state to try: the same stack, applied when its function was older.

import gate from './gate.js' with { type: 'text' };
import main from './main.tf';
import observed from './observed.json';

export const sampleFiles = { 'main.tf': main, 'gate.js': gate };
export const sampleStack = 'my-site';
export const sampleObserved = observed;
