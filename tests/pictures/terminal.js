// A terminal's text as SVG, in the colours that it has.

import { pieces } from '../../examples/browser-validator/src/ansi.js';

const INKS = { text: '#d5dbe3', strong: '#ffffff', faint: '#8b96a5', remove: '#ff8a80', add: '#7ee2a0', change: '#f4c76b' };
const SIZE = 14;
const ADVANCE = SIZE * 0.6;
const LEADING = 20;
const MARGIN = 20;
const BAR = 36;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Spaces that no reader of SVG draws together. */
const spaced = (text) => escaped(text).replaceAll(' ', '\u00a0');

const plain = (line) => pieces(line).map(({ text }) => text).join('');

/** `printed` below the command that printed it. `title` is for those who do not see it. */
export function draw(command, printed, title) {
  const lines = [`\u001b[2m$\u001b[0m \u001b[1m${command}\u001b[0m`, ...printed.trimEnd().split('\n')];
  const longest = Math.max(...lines.map((line) => plain(line).length));
  const [width, height] = [Math.ceil(longest * ADVANCE) + 2 * MARGIN, lines.length * LEADING + BAR + MARGIN];
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map((fill, at) => `<circle cx="${MARGIN + at * 18}" cy="18" r="6" fill="${fill}"/>`);
  const rows = lines.map((line, at) => {
    const spans = pieces(line).map(({ text, ink }) => {
      const weight = ink === 'strong' ? ' font-weight="bold"' : '';
      return ink ? `<tspan fill="${INKS[ink]}"${weight}>${spaced(text)}</tspan>` : spaced(text);
    });
    return spans.length > 0 ? `<text x="${MARGIN}" y="${BAR + (at + 1) * LEADING - 6}">${spans.join('')}</text>` : '';
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="10" fill="#1b2330"/>`,
    ...dots,
    `<g fill="${INKS.text}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE}">`,
    ...rows.filter(Boolean),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
