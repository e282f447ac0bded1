import type { StateName } from '../theme/tokens.ts'

export type GlyphState = StateName | 'notStarted'

/** Colour of a state's glyph. On the bars the lighter set of the dark theme is used in both themes. */
const solid = (state: GlyphState): string => (state === 'notStarted' ? 'var(--lm-palette-line-strong)' : `var(--lm-palette-state-${state}-solid)`)

const STROKE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75, strokeLinecap: 'round', strokeLinejoin: 'round' } as const
const ON_FILL = { ...STROKE, stroke: 'var(--lm-palette-surface-panel)' } as const

/** Nine shapes on a 16 px grid: a state is told by its shape and word, by colour third. Decorative, the word stands beside it. */
const SHAPES: Readonly<Record<GlyphState, React.ReactNode>> = {
  yes: <><circle cx="8" cy="8" r="7" fill="currentColor" /><path d="M5 8.2 7.2 10.4 11 6" {...ON_FILL} /></>,
  no: <><circle cx="8" cy="8" r="6.1" {...STROKE} /><path d="M5.8 5.8 10.2 10.2 M10.2 5.8 5.8 10.2" {...STROKE} /></>,
  unknown: <><circle cx="8" cy="8" r="6.1" {...STROKE} strokeDasharray="2.6 2.2" /><path d="M6.3 6.4a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1" {...STROKE} strokeWidth="1.5" /><circle cx="8" cy="11.2" r=".9" fill="currentColor" /></>,
  pending: <><circle cx="8" cy="8" r="6.1" {...STROKE} opacity=".35" /><path d="M8 1.9a6.1 6.1 0 0 1 6.1 6.1" {...STROKE} /><circle cx="8" cy="8" r="2" fill="currentColor" /></>,
  compensating: <><path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" /><path d="M5.2 8.8h4.2a1.5 1.5 0 0 0 0-3H7 M6.8 7 5 8.8l1.8 1.8" {...ON_FILL} strokeWidth="1.4" /></>,
  offline: <><rect x="2" y="2" width="12" height="12" rx="2" {...STROKE} strokeDasharray="2.6 2.2" /><path d="M4.5 11.5 11.5 4.5" {...STROKE} /></>,
  late: <><path d="M8 1.2 15.2 14.4H.8Z" fill="currentColor" /><path d="M8 6v3.6" {...ON_FILL} /><circle cx="8" cy="12" r="1" fill="var(--lm-palette-surface-panel)" /></>,
  failed: <><path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="currentColor" /><path d="M8 4.4v4.2" {...ON_FILL} /><circle cx="8" cy="11.4" r="1" fill="var(--lm-palette-surface-panel)" /></>,
  notStarted: <circle cx="8" cy="8" r="6.1" {...STROKE} strokeWidth="1.25" />,
}

export function StateGlyph({ state, color }: { readonly state: GlyphState; readonly color?: string }) {
  return <svg className="lm-glyph" data-turns={state === 'pending' || undefined} viewBox="0 0 16 16" aria-hidden="true" style={{ color: color ?? solid(state) }}>{SHAPES[state]}</svg>
}
