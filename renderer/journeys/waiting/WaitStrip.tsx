import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import type { WaitFace } from '../../../shared/domain/waiting.ts'
import { useWait } from './use-wait.ts'
import { typicalWords } from './wait-view.ts'
import type { Wait } from './wait-view.ts'

const GLYPH: Readonly<Record<WaitFace, GlyphState>> = { quiet: 'pending', asking: 'pending', background: 'pending', choosing: 'late', unknown: 'unknown' }

/**
 * Who has not answered, for how long beside what is usual, and from ten seconds on what can be done instead. It has one line's room from the
 * moment there is something to say, so that nothing moves under the hands; the live region speaks a face once, not every second.
 */
export function WaitStrip() {
  const { wait } = useWait()
  const { t } = useTexts()
  const step = useDeskState((state) => state.call.step)
  // On the live step an unknown outcome opens in its own row of the timeline.
  if (!wait || wait.face === 'quiet' || (step === 'live' && wait.face === 'unknown')) return null
  return (
    <section className="lm-wait" data-face={wait.face} aria-label={t('wait.label')}>
      <StateGlyph state={GLYPH[wait.face]} />
      <p className="lm-wait-title" role="status">{t(`wait.title.${wait.face}`, { party: wait.party })}{wait.others > 0 ? <span className="lm-quiet"> {t('wait.others', { n: wait.others })}</span> : null}</p>
      <p className="lm-wait-time" aria-hidden={wait.face === 'asking' ? true : undefined}>{wait.face === 'asking' ? null : `${t('wait.for', { elapsedMs: wait.elapsedMs })} · `}<span className="lm-quiet">{typicalWords(wait, { t })}</span></p>
      {wait.face === 'background' ? <p className="lm-wait-more">{t('wait.go')}</p> : null}
      {wait.face === 'choosing' || wait.face === 'unknown' ? <Choices wait={wait} /> : null}
    </section>
  )
}

function Choices({ wait }: { readonly wait: Wait }) {
  const { waiting } = useDesk()
  const { t, tf } = useTexts()
  const chosen = useDeskState((state) => state.call.waitChoice)
  const mine = chosen?.key === wait.key ? chosen : null
  return (
    <div className="lm-wait-more">
      {wait.face === 'unknown' ? <p>{t('wait.unknown')}</p> : null}
      <ul className="lm-choices" aria-label={t('wait.choose')}>
        {wait.choices.map((offered) => (
          <li key={offered.choice}>
            <button type="button" className="lm-choice" data-choice={offered.key} aria-disabled={offered.notNow ? true : undefined} aria-pressed={mine?.choice === offered.choice} onClick={() => { if (!offered.notNow) void waiting.choose(offered.choice, wait) }}>
              <Key chord={offered.key} /><span>{tf('waitChoice', offered.choice)}{offered.notNow ? <small>{tf('waitNotNow', offered.notNow)}</small> : null}</span>
            </button>
          </li>
        ))}
      </ul>
      {mine ? <p role="status" className="lm-wait-chosen">{t('wait.chosen', { choice: tf('waitChoice', mine.choice) })}{mine.promise ? <b> {t('wait.promised', { dueAt: mine.promise.dueAt })}</b> : null}</p> : null}
    </div>
  )
}
