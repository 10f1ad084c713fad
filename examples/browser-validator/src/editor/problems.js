// Problems in place: an underline that moves with the text, what it says in a tooltip, and F8 to go to the next.

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, hoverTooltip, keymap } from '@codemirror/view';
import { problemCard } from '../problem-card.js';

/** Replaces the problems by others, `{ from, to, problem }`. */
export const setProblems = StateEffect.define();

/** A problem at a place between two characters. */
class Point extends WidgetType {
  constructor(severity) {
    super();
    this.severity = severity;
  }

  eq(other) {
    return other.severity === this.severity;
  }

  toDOM() {
    const mark = document.createElement('span');
    mark.className = `problem-point ${this.severity}`;
    return mark;
  }
}

function decoration({ from, to, problem }) {
  const { severity } = problem;
  // A mark that includes nothing is not drawn.
  return from === to
    ? Decoration.widget({ widget: new Point(severity), problem, side: 1 }).range(from)
    : Decoration.mark({ class: `problem ${severity}`, problem }).range(from, to);
}

const field = StateField.define({
  create: () => Decoration.none,
  update(set, transaction) {
    const replaced = transaction.effects.find((effect) => effect.is(setProblems));
    return replaced ? Decoration.set(replaced.value.map(decoration), true) : set.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The problems whose place holds or touches an offset. */
export function problemsAt(state, offset) {
  const found = [];
  state.field(field, false)?.between(offset, offset, (_from, _to, { spec }) => void found.push(spec.problem));
  return found;
}

const tooltip = hoverTooltip(({ state }, offset) => {
  const problems = problemsAt(state, offset);
  if (problems.length === 0) return null;
  return {
    pos: offset,
    create() {
      const dom = document.createElement('div');
      dom.append(...problems.map(problemCard));
      return { dom };
    },
  };
});

function goToNext({ state, dispatch }) {
  const starts = [];
  state.field(field).between(0, state.doc.length, (from) => void starts.push(from));
  const next = starts.find((start) => start > state.selection.main.head) ?? starts[0];
  if (next === undefined) return false;
  dispatch(state.update({ selection: { anchor: next }, scrollIntoView: true }));
  return true;
}

export const underlines = () => [field, tooltip, keymap.of([{ key: 'F8', run: goToNext }])];
