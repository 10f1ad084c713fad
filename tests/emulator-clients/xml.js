// A strict reader of XML: what it cannot read, no SDK should have to.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN = /<\?[^?]*\?>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** The root element: `{ name, attributes, children, text }`. */
export function parse(document) {
  const root = { children: [] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(document);
    if (!token) throw new Error(`no XML at ${at}: ${document.slice(at, at + 40)}`);
    const [all, slash, name, attributes, empty, text] = token;
    const top = open.at(-1);
    if (text !== undefined) {
      if (top === root && text.trim()) throw new Error('text outside of the root element');
      if (top !== root) top.text += unescape(text);
    } else if (all.startsWith('<?')) {
      if (at !== 0) throw new Error('a declaration must come first');
    } else if (slash) {
      if (top.name !== name) throw new Error(`</${name}> ends <${top.name}>`);
      open.pop();
    } else {
      const element = { name, attributes: read(attributes), children: [], text: '' };
      top.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1).name}> is not ended`);
  if (root.children.length !== 1) throw new Error('there must be one root element');
  return root.children[0];
}

function read(attributes) {
  const pairs = attributes.matchAll(/([\w:.-]+)="([^"]*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, unescape(value)]));
}

function unescape(text) {
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);|&/g, (all, entity) => {
    if (entity?.startsWith('#x')) return String.fromCodePoint(parseInt(entity.slice(2), 16));
    if (entity?.startsWith('#')) return String.fromCodePoint(Number(entity.slice(1)));
    if (!(entity in ENTITIES)) throw new Error(`no such entity: ${all}`);
    return ENTITIES[entity];
  });
}

export const child = (element, name) => element.children.find((one) => one.name === name);
export const textOf = (element, name) => child(element, name)?.text;
