import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { chordFor } from '../../../shared/domain/keymap.ts'
import { needsMe } from './queue-view.ts'

/** How much of the queue needs this person now, on the call bar. Nothing is shown while nothing does. */
export function QueueBadge() {
  const { orders } = useDesk()
  const { t } = useTexts()
  const n = useDeskState((state) => needsMe(state.queue))
  const keymap = useDeskState((state) => state.keymap)
  if (n === 0) return null
  return <button type="button" className="lm-bar-button lm-badge" onClick={() => void orders.showList()}><Key chord={chordFor('orders', keymap)} />{t('queue.badge', { n })}</button>
}
