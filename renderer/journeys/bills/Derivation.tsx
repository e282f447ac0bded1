import { useDeskState } from '../../app/desk-context.tsx'
import { providerName } from '../../app/names.ts'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Say } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { derivationNodes, sayLine } from './view.ts'

/** Numbered nodes on one line, from the rule to who receives what; and the sentence to read aloud. */
export function Derivation({ explained }: { readonly explained: Answer<'bills.explainLine'> }) {
  const texts = useTexts()
  const { t, format } = texts
  const status = useDeskState((state) => state.status)
  const nodes = derivationNodes(explained, (providerId) => providerName(status, providerId), texts)
  const { isSame, line } = explained
  const checked = isSame === null ? { glyph: 'unknown' as const, words: t('bills.notChecked') } : isSame ? { glyph: 'yes' as const, words: t('bills.checked') } : { glyph: 'failed' as const, words: t('bills.checkDiffers') }
  return (
    <Panel title={t('bills.howOf', { amount: format.micro(line.charge.amountMicro + line.charge.taxMicro) })} aside={<span className="lm-keyed"><StateGlyph state={checked.glyph} />{checked.words}</span>}>
      <div id="derivation" tabIndex={-1} className="lm-derivation" aria-label={t('bills.how')} role="group">
        <Say head={t('bills.sayHead')} sentence={sayLine(explained, texts)} />
        <ol>
          {nodes.map((node) => (
            <li key={node.key}>
              <div className="lm-split"><h3>{node.title}</h3><span className="lm-quiet">{node.figure}</span></div>
              {node.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
              {node.parts.length === 0 ? null : (
                <ul className="lm-shares">{node.parts.map((part) => <li key={part.label} style={{ flexGrow: Math.max(part.share, 0.12) }}><b>{part.amount}</b><span>{part.label}</span></li>)}</ul>
              )}
            </li>
          ))}
        </ol>
        <p className="lm-label">{t('bills.sumsToZero')}</p>
      </div>
    </Panel>
  )
}
