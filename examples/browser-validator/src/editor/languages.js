// Which language a file is written in, by its name.

import { StreamLanguage } from '@codemirror/language';
import { javascript, json } from '@codemirror/legacy-modes/mode/javascript';
import { hcl } from './hcl.js';

const LANGUAGES = [
  [/\.json$/, StreamLanguage.define(json)],
  [/\.(tf|tfvars)$/, hcl],
  [/\.[cm]?js$/, StreamLanguage.define(javascript)],
];

export function languageOf(path) {
  return LANGUAGES.find(([name]) => name.test(path))?.[1] ?? [];
}
