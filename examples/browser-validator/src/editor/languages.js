// Which language a file is written in, by its name.

import { StreamLanguage } from '@codemirror/language';
import { javascript, json } from '@codemirror/legacy-modes/mode/javascript';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { tags } from '@lezer/highlight';
import { hcl } from './hcl.js';

/** The mode says `property`, which is the name of no tag. */
const define = (mode) => StreamLanguage.define({ ...mode, tokenTable: { property: tags.propertyName } });

const LANGUAGES = [
  [/\.json$/, define(json)],
  [/\.(tf|tfvars)$/, hcl],
  [/\.[cm]?js$/, define(javascript)],
  [/\.ya?ml$/, define(yaml)],
  [/\.toml$/, define(toml)],
];

export function languageOf(path) {
  return LANGUAGES.find(([name]) => name.test(path))?.[1] ?? [];
}
