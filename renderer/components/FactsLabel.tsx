import type { ReactNode } from 'react'
import type { ConsumerLabel } from '../../shared/domain/catalog.ts'
import { LABEL_GLOSSES } from '../../shared/messages/es/label.ts'
import { useTexts } from '../app/texts-context.tsx'

/**
 * The broadband facts label: black on white in every theme. Wording and order from 47 CFR 8.1(a), in English whatever the desk speaks;
 * in Spanish what each line says stands below it, small.
 */
export function FactsLabel({ label, planName, providerName }: { readonly label: ConsumerLabel; readonly planName: string; readonly providerName: string }) {
  const { t, language } = useTexts()
  const [introductory, contract] = [label.introductoryPrice ? 'is' : 'is not', label.contractRequired ? 'requires' : 'does not require']
  return (
    <section className="lm-nutrition" aria-label={t('label.of', { plan: planName })}>
      <h3><Wording words="Broadband Facts" /></h3>
      <p lang="en">{providerName}<br /><b>{planName}</b></p>
      <p><Wording words="Fixed Broadband Consumer Disclosure" /></p>
      <div className="lm-rule6" />
      <dl>
        <Line words="Monthly Price" value={`$${label.priceRecurring}`} isStrong />
        <Line words={`This monthly price ${introductory} an introductory rate.`} />
        <Line words={`This monthly price ${contract} a contract.`} />
        <div className="lm-rule1" />
        <Line words="One-time Fees at Purchase" value={dollars(label.feeOneTime)} />
        <Line words="Early Termination Fee" value={dollars(label.feeEarlyTermination)} />
        <Line words="Government Taxes" value={<Wording words={label.governmentTaxes} />} />
      </dl>
      <div className="lm-rule3" />
      <dl>
        <Line words="Typical Download Speed" value={`${label.downloadTypicalMbps} Mbps`} />
        <Line words="Typical Upload Speed" value={`${label.uploadTypicalMbps} Mbps`} />
        <Line words="Typical Latency" value={`${label.latencyIdleMs} ms`} />
        <div className="lm-rule1" />
        <Line words="Data Included with Monthly Price" value={<Wording words={label.dataIncluded} />} />
      </dl>
      <div className="lm-rule3" />
      <p><Wording words="Customer Support" /> {label.supportPhone}<br /><span className="lm-mono">{label.uniquePlanIdentifier}</span>, {t('label.version', { version: label.version })}</p>
      {language === 'en' ? null : <p className="lm-gloss">{t('label.bothLanguages')}</p>}
    </section>
  )
}

const Line = ({ words, value, isStrong = false }: { readonly words: string; readonly value?: ReactNode; readonly isStrong?: boolean }) => (
  <><dt>{isStrong ? <b><Wording words={words} /></b> : <Wording words={words} />}</dt><dd>{value}</dd></>
)

/** The regulation's words, and what they say. */
function Wording({ words }: { readonly words: string }) {
  const { language } = useTexts()
  const gloss = language === 'es' ? LABEL_GLOSSES[words] : undefined
  return <><span lang="en">{words}</span>{gloss ? <small className="lm-gloss" lang="es">{gloss}</small> : null}</>
}

/** The label's files give a bare amount where there is one, and words where there is none. */
const dollars = (fee: string): ReactNode => (/^\d+(\.\d+)?$/.test(fee) ? `$${fee}` : <Wording words={fee} />)
