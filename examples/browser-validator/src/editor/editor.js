// A text editor for one file at a time, each with its own undo history, selection and problems.
//
// It lives in a shadow root, because there CodeMirror's styles are a constructed style sheet: in the document itself they
// would be a `<style>` element, which the page's content security policy forbids.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { lineBreakOf } from '../line-breaks.js';
import { rangeOf } from '../places.js';
import { languageOf } from './languages.js';
import { problemsAt, setProblems, underlines } from './problems.js';
import { theme } from './theme.js';

export class Editor {
  #view;
  #states = new Map();
  #path;
  #on;
  #told = [];

  /** `on.edit(path, text)` hears of changes, `on.cursor(problems)` of the problems at the cursor. */
  constructor(host, on) {
    this.#on = on;
    const root = host.attachShadow({ mode: 'open' });
    this.#view = new EditorView({ parent: root, root, state: EditorState.create() });
  }

  /** Shows a file. Its text counts only if the editor does not hold the file yet. */
  show(path, text) {
    if (this.#path === path) return;
    this.#keep();
    this.#path = path;
    this.#view.setState(this.#states.get(path) ?? this.#begin(path, text));
    this.#tellCursor();
  }

  /** Forgets a file, so that its text counts when it is shown again. */
  forget(path) {
    this.#states.delete(path);
    if (this.#path === path) this.#path = undefined;
  }

  /** Underlines problems in the file that is shown; each has a `span`. */
  underline(problems) {
    const ranges = problems.map((problem) => ({ ...rangeOf(this.#view.state.doc, problem.span), problem }));
    this.#view.dispatch({ effects: setProblems.of(ranges) });
  }

  select(span) {
    const { from, to } = rangeOf(this.#view.state.doc, span);
    const scroll = EditorView.scrollIntoView(from, { y: 'center' });
    this.#view.dispatch({ selection: { anchor: from, head: to }, effects: scroll });
    this.#view.focus();
  }

  #keep() {
    if (this.#path !== undefined) this.#states.set(this.#path, this.#view.state);
  }

  #begin(path, text) {
    return EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of(lineBreakOf(text)),
        lineNumbers(),
        history(),
        highlightActiveLine(),
        indentUnit.of('  '),
        indentOnInput(),
        bracketMatching(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': path,
          'aria-description': 'To leave the editor, press Escape and then Tab. F8 goes to the next problem.',
          spellcheck: 'false',
        }),
        keymap.of([{ key: 'Escape', run: releaseTab }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        // Whoever comes back finds the key as it was.
        EditorView.domEventHandlers({ blur: (_, view) => view.setTabFocusMode(false) }),
        EditorView.updateListener.of((update) => this.#heard(update)),
        languageOf(path),
        underlines(),
        theme(),
      ],
    });
  }

  #heard(update) {
    if (update.docChanged) this.#on.edit(this.#path, update.state.sliceDoc());
    this.#tellCursor();
  }

  /** Only what is new: a screen reader reads it out. */
  #tellCursor() {
    const problems = problemsAt(this.#view.state, this.#view.state.selection.main.head);
    const same = problems.length === this.#told.length && problems.every((problem, index) => problem === this.#told[index]);
    if (!same) this.#on.cursor(problems);
    this.#told = problems;
  }
}

/** From here on Tab moves the focus, until the editor is left. */
function releaseTab(view) {
  view.setTabFocusMode(true);
  return true;
}
