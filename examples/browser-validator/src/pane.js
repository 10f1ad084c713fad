// An editor with a tab for each of its files, and what is wrong at the cursor below it.

import { element } from './dom.js';
import { Editor } from './editor/editor.js';
import { problemCard, worstOf } from './problem-card.js';
import { markSelected, tabKeys } from './tabs.js';

export class Pane {
  #model;
  #owns;
  #editor;
  #list;
  #remove;
  #notText;
  #host;
  #atCursor;
  #path;
  #problems = new Map();

  /** `owns` says of a path whether its file belongs here. */
  constructor(section, model, owns) {
    this.#model = model;
    this.#owns = owns;
    this.#list = section.querySelector('[role=tablist]');
    this.#remove = section.querySelector('.remove');
    this.#host = section.querySelector('.editor');
    this.#notText = section.querySelector('.not-text');
    this.#atCursor = section.querySelector('.at-cursor');
    this.#editor = new Editor(this.#host, {
      edit: (path, text) => model.edit(path, text),
      cursor: (problems) => this.#atCursor.replaceChildren(...problems.map(problemCard)),
    });
    const remove = (path) => this.paths.length > 1 && model.remove(path);
    tabKeys(this.#list, { choose: (tab) => this.show(tab.dataset.path), remove: (tab) => remove(tab.dataset.path) });
    this.#remove.addEventListener('click', () => remove(this.#path));
    model.addEventListener('files', ({ detail: changed }) => this.#filesChanged(changed));
    this.#filesChanged([]);
  }

  get paths() {
    return [...this.#model.files.keys()].filter(this.#owns).sort();
  }

  owns(path) {
    return this.#owns(path) && this.#model.files.has(path);
  }

  show(path) {
    this.#path = path;
    const { text } = this.#model.files.get(path);
    const isText = text !== undefined;
    this.#host.hidden = !isText;
    this.#notText.hidden = isText;
    if (isText) {
      this.#editor.show(path, text);
      this.#editor.underline(this.#problems.get(path) ?? []);
    }
    markSelected(this.#list, [...this.#list.children].find((tab) => tab.dataset.path === path));
    this.#remove.setAttribute('aria-label', `Remove ${path}`);
  }

  goTo({ file, span }) {
    this.show(file);
    if (!this.#host.hidden) this.#editor.select(span);
  }

  /** Underlines problems, given by path. */
  underline(problems) {
    this.#problems = problems;
    for (const tab of this.#list.children) {
      tab.dataset.worst = worstOf(problems.get(tab.dataset.path) ?? []) ?? '';
    }
    if (!this.#host.hidden) this.#editor.underline(problems.get(this.#path) ?? []);
  }

  #filesChanged(changed) {
    const { paths } = this;
    for (const path of changed) this.#editor.forget(path);
    const hadFocus = this.#list.contains(document.activeElement) || this.#remove === document.activeElement;
    this.#list.replaceChildren(
      ...paths.map((path) =>
        element('button', { type: 'button', role: 'tab', 'data-path': path, 'aria-controls': this.#host.id }, path),
      ),
    );
    this.#remove.hidden = paths.length < 2;
    this.show(changed.find((path) => paths.includes(path)) ?? (paths.includes(this.#path) ? this.#path : paths[0]));
    if (hadFocus) this.#list.querySelector('[aria-selected=true]').focus();
  }
}
