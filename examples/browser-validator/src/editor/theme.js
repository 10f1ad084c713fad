// How an editor looks. Colours are the page's own properties, which reach into the shadow root, so that light and dark are
// decided in one place.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const underline = (colour) => ({
  textDecoration: `underline wavy ${colour} 1.5px`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '3px',
});

const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: 'var(--code-size)', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 0.75rem 0 0.5rem' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.25rem 0 0.5rem', minWidth: '2ch' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--active)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--muted)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.problem.error': underline('var(--error)'),
  '.problem.warning': underline('var(--warning)'),
  '.problem.info': underline('var(--accent)'),
  '.problem-point': { position: 'relative' },
  '.problem-point::after': {
    content: '""',
    position: 'absolute',
    bottom: '-0.25em',
    left: '-0.3em',
    borderInline: '0.3em solid transparent',
    borderBottom: '0.45em solid var(--error)',
  },
  '.problem-point.warning::after': { borderBottomColor: 'var(--warning)' },
  '.problem-point.info::after': { borderBottomColor: 'var(--accent)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--border)',
    borderRadius: '6px',
    boxShadow: '0 4px 16px var(--shadow)',
    maxWidth: 'min(36rem, 90vw)',
    fontSize: '0.875rem',
  },
  '.card': { padding: '0.5rem 0.75rem', borderLeft: '3px solid var(--error)', fontFamily: 'var(--sans)' },
  '.card.warning': { borderColor: 'var(--warning)' },
  '.card.info': { borderColor: 'var(--accent)' },
  '.card p': { margin: '0 0 0.25rem' },
  '.card .help, .card .code': { color: 'var(--muted)' },
  '.card code': {
    fontFamily: 'var(--mono)',
    // As in the page: a space is seen too.
    borderRadius: '3px',
    padding: '0.05em 0.2em',
    background: 'var(--active)',
    whiteSpace: 'break-spaces',
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.controlKeyword], color: 'var(--keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--string)' },
  { tag: [tags.number, tags.atom, tags.bool, tags.null], color: 'var(--number)' },
  { tag: [tags.propertyName], color: 'var(--property)' },
  { tag: [tags.comment], color: 'var(--muted)' },
]);

export const theme = () => [look, syntaxHighlighting(colours)];
