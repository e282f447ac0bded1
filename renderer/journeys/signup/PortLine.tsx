import { useEffect, useState } from 'react'
import type { PortLine as Line } from '../../../shared/domain/port-line.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import type { PortLines } from './port-line-actions.ts'
import { portLineWords } from './port-line-view.ts'

/** A place in line moves while the caller talks; the desk is asked, nobody else. */
const LOOK_MS = 3_000
/** The answers are drawn first. */
const FIRST_LOOK_MS = 400

/** How the house stands in line, read again while it is on the screen. */
export function usePortLines(place: string | null, asked: string | null): { readonly lines: PortLines | null; readonly take: (lines: PortLines | null) => void } {
  const { portLine } = useDesk()
  const [known, setKnown] = useState<{ readonly place: string; readonly lines: PortLines } | null>(null)
  useEffect(() => {
    if (place === null || asked === null) return
    let isGone = false
    const look = async () => {
      const lines = await portLine.read(place)
      if (isGone) return
      // What did not change draws nothing anew.
      if (lines) setKnown((now) => (now?.place === place && isSameData(now.lines, lines) ? now : now === null && lines.lines.length === 0 ? null : { place, lines }))
      // A house that stands nowhere, and would not, does not come to stand somewhere while it is looked at.
      if (!lines || lines.lines.length > 0) timer = setTimeout(() => void look(), LOOK_MS)
    }
    let timer = setTimeout(() => void look(), FIRST_LOOK_MS)
    return () => { isGone = true; clearTimeout(timer) }
  }, [portLine, place, asked])
  return { lines: known?.place === place ? known.lines : null, take: (lines) => { if (place !== null && lines) setKnown({ place, lines }) } }
}

/** The caller's place in line under the answer that waits for a port, and the way in and out. */
export function PortLine({ line, promiseHours, onMove }: { readonly line: Line; readonly promiseHours: number; readonly onMove: (verb: 'join' | 'leave') => Promise<void> }) {
  const texts = useTexts()
  const { t } = texts
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const [isAsking, setAsking] = useState(false)
  const move = async (verb: 'join' | 'leave') => {
    setAsking(true)
    await onMove(verb)
    setAsking(false)
  }
  const verb = line.kind === 'full' ? 'join' : line.entryId === null ? null : 'leave'
  return (
    <section className="lm-port-line" aria-label={t('portLine.title')}>
      <p role="status">{portLineWords(line, promiseHours, texts)}</p>
      {verb ? <button type="button" className="lm-button" aria-disabled={isAsking || isCut} onClick={() => { if (!isAsking && !isCut) void move(verb) }}>{isAsking ? t('portLine.asking') : t(verb === 'join' ? 'portLine.join' : 'portLine.leave')}</button> : null}
    </section>
  )
}
