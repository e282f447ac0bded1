import type { StepId } from '../../app/state.ts'
import { useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'

/** Where a plan is chosen, promised or waits for its price. */
const STEPS: ReadonlySet<StepId> = new Set(['offers', 'consents', 'readBack', 'live'])

/** Central has another catalog than the one that is sold from here: which, and what that means for the promise. */
export function CatalogNote() {
  const { t } = useTexts()
  const step = useDeskState((state) => state.call.step)
  const refused = useDeskState((state) => state.status?.catalogRefused ?? null)
  const version = useDeskState((state) => state.status?.catalogVersion ?? 0)
  if (!refused || !STEPS.has(step)) return null
  return <p className="lm-banner" role="status"><StateGlyph state={refused.kind === 'newer' ? 'late' : 'notStarted'} />{t(refused.kind === 'newer' ? 'catalog.newer' : 'catalog.older', { sent: refused.version, version })}</p>
}
