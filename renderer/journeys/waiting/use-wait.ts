import { useDeskState, useDeskView } from '../../app/desk-context.tsx'
import { waitOf } from './wait-view.ts'
import type { Wait } from './wait-view.ts'
import { useNow } from './use-now.ts'

/** What the call in front waits for, as it is now. */
export function useWait(): { readonly wait: Wait | null; readonly now: number } {
  const isWaiting = useDeskState((state) => waitOf(state, 0) !== null)
  const now = useNow(isWaiting)
  return { wait: useDeskView((state) => (isWaiting ? waitOf(state, now) : null)), now }
}
