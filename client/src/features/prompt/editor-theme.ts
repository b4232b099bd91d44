/** The editor looks as the plain box does: the same line, the same room for six of them. */
import { EditorView } from '@codemirror/view';

const OTHERS = 'oklch(0.78 0.09 var(--hue))';

export const editorTheme = EditorView.theme(
  {
    '&': { fontSize: '1rem' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      fontFamily: 'inherit',
      lineHeight: '1.75rem',
      minHeight: '3rem',
      maxHeight: '11.75rem',
      overflowX: 'hidden',
      overflowY: 'auto',
      border: '1px solid var(--color-line)',
      borderRadius: 'var(--radius-control)',
      backgroundColor: 'var(--color-ground)',
      transition: 'border-color var(--default-transition-duration)',
    },
    '.cm-scroller:hover': { borderColor: 'color-mix(in srgb, var(--color-muted) 60%, transparent)' },
    '&.cm-focused .cm-scroller': {
      borderColor: 'var(--color-safelight)',
      outline: '1px solid var(--color-safelight)',
      outlineOffset: '0',
    },
    '.cm-scroller:has([aria-invalid=true])': { borderColor: 'var(--color-warn)' },
    '.cm-content': { padding: '0.5625rem 0', caretColor: 'var(--color-text)', outline: 'none' },
    '.cm-line': { padding: '0 0.75rem' },
    '.cm-placeholder': { color: 'var(--color-muted)' },
    '.cm-others-selection': { backgroundColor: `color-mix(in oklch, ${OTHERS} 30%, transparent)` },
    '.cm-others-caret': {
      position: 'relative',
      borderLeft: `2px solid ${OTHERS}`,
      marginLeft: '-1px',
      marginRight: '-1px',
      paddingBlock: '0.125rem',
      pointerEvents: 'none',
    },
    // In the space between two lines, so that it covers no words.
    '.cm-others-name::before': { content: 'attr(data-name)' },
    '.cm-others-name': {
      position: 'absolute',
      top: '-0.4375rem',
      left: '-2px',
      maxWidth: '6.5rem',
      padding: '0 0.25rem',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      unicodeBidi: 'isolate',
      borderRadius: '2px',
      backgroundColor: OTHERS,
      color: 'var(--color-ground)',
      fontSize: '0.5625rem',
      fontWeight: '600',
      lineHeight: '0.625rem',
      animation: 'caret-name 4s linear both',
    },
    '.cm-others-at-end .cm-others-name': { left: 'auto', right: '0' },
  },
  { dark: true },
);
