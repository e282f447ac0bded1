import { useDeskState } from '../../app/desk-context.tsx'
import { waitOf } from './wait-view.ts'
import type { Wait } from './wait-view.ts'
import { useNow } from './use-now.ts'

/** What the call in front waits for, as it is now. */
export function useWait(): { readonly wait: Wait | null; readonly now: number } {
  const call = useDeskState((state) => state.call)
  const status = useDeskState((state) => state.status)
  const isWaiting = waitOf({ call, status }, 0) !== null
  const now = useNow(isWaiting)
  return { wait: isWaiting ? waitOf({ call, status }, now) : null, now }
}
