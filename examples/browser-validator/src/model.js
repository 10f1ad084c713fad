// All that the page knows: files, stack, account, options. It lives in memory and ends with the page.

/** A document of the configuration or of a module of it, or a file of values; the others are what documents name. */
export function isConfiguration(path) {
  return /[^/]\.(tf|tfvars)(\.json)?$/.test(path) || /^connfn\.(ya?ml|toml|json)$/.test(path);
}

export class Model extends EventTarget {
  /** @type {Map<string, { text: string, sample: boolean } | { unavailable: 'not-utf8' }>} */
  files = new Map();
  stack = '';
  observed = '';
  options = { mode: 'normal', adopt: false, no_prune: false, targets: [] };
  /** What the tests showed when they were last run, if they were. Whether that is about what is there now, the planner knows. */
  tests;
  /** `{ name, value }`, as `--var` gives them. */
  variables = [];

  constructor(samples, stack) {
    super();
    for (const [path, text] of Object.entries(samples)) this.files.set(path, { text, sample: true });
    this.stack = stack;
  }

  /** Adds files, and replaces those of the same path. Samples that nobody touched make room for files of their kind. */
  add(added) {
    const gone = [];
    for (const isKind of [isConfiguration, (path) => !isConfiguration(path)]) {
      if (!added.some(({ path }) => isKind(path))) continue;
      for (const [path, file] of this.files) if (file.sample && isKind(path)) gone.push(path);
    }
    for (const path of gone) this.files.delete(path);
    for (const { path, ...file } of added) this.files.set(path, { ...file, sample: false });
    this.#changed('files', [...added.map(({ path }) => path), ...gone]);
  }

  remove(path) {
    this.files.delete(path);
    this.#changed('files', [path]);
  }

  /** What an editor reports: the list of files stays as it is. */
  edit(path, text) {
    this.files.set(path, { text, sample: false });
    this.#changed('input');
  }

  set(members) {
    Object.assign(this, members);
    this.#changed('input');
  }

  /** The sources as connfn takes them. Half a surrogate pair has no UTF-8 form; what replaces it is as long in UTF-16. */
  sources() {
    const files = [];
    const unavailable = [];
    for (const [path, file] of this.files) {
      if (file.unavailable) unavailable.push([path, file.unavailable]);
      else files.push([path, file.text.toWellFormed()]);
    }
    return { files: Object.fromEntries(files), unavailable: Object.fromEntries(unavailable), variables: this.variables };
  }

  /** `paths` are those whose text is another than an editor may remember. */
  #changed(type, paths) {
    this.dispatchEvent(new CustomEvent(type, { detail: paths }));
  }
}
