import { useEffect, useState } from 'react'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import type { Details } from '../../../shared/messages/texts.ts'
import { Panel } from '../../panels/Panel.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { PortLine } from '../signup/PortLine.tsx'
import { portLineWords } from '../signup/port-line-view.ts'

/** A place in line moves while somebody looks; the desk is asked, nobody else. */
const LOOK_MS = 3_000
type Read = Awaited<ReturnType<ReturnType<typeof useDesk>['people']['readLines']>>
type Lines = Answer<'customers.lines'>

/** Every line a person stands in: their place, since when, what comes next, and the way out. */
export function LinesOf({ customerId, isMasked }: { readonly customerId: string; readonly isMasked: boolean }) {
  const { people } = useDesk()
  const texts = useTexts()
  const { t, tf } = texts
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const [read, setRead] = useState<Read | null>(null)
  useEffect(() => {
    let isGone = false
    const look = async () => {
      const now = await people.readLines(customerId)
      if (isGone) return
      setRead((before) => (isSameData(before, now) ? before : now))
      timer = setTimeout(() => void look(), LOOK_MS)
    }
    let timer = setTimeout(() => void look(), 0)
    return () => { isGone = true; clearTimeout(timer) }
  }, [people, customerId, isMasked])
  const face: Face = read === null ? { kind: 'loading', what: t('people.linesLoading') }
    : !read.ok ? { kind: 'failed', title: t('people.linesFailed'), body: tf('error', read.error.code, read.error.details as Details) }
    : isCut ? { kind: 'offline', note: t('people.linesOffline') } : { kind: 'ready' }
  const leave = async (place: string, line: Lines['houses'][number]['lines'][number]) => {
    await people.leaveLine(place, line)
    setRead(await people.readLines(customerId))
  }
  return (
    <Panel title={t('people.lines')} face={face}>
      {/* Hardly anybody waits: a line of words, and not the face of an empty page. */}
      {read?.ok && read.value.houses.length === 0 ? <p className="lm-quiet">{t('people.noLines')}. {t('people.noLinesBody')}</p> : null}
      {read?.ok && isMasked ? <p className="lm-quiet">{t('people.linesMasked')}</p> : null}
      {read?.ok ? read.value.houses.map(({ place, address, lines }, index) => (
        <div key={place || index}>
          {address ? <h3 className="lm-section">{address}</h3> : null}
          {lines.map((line) => (place
            ? <PortLine key={line.queueId} line={line} promiseHours={read.value.promiseHours} onMove={() => leave(place, line)} />
            : <p key={line.queueId}>{portLineWords(line, read.value.promiseHours, texts)}</p>))}
        </div>
      )) : null}
    </Panel>
  )
}
