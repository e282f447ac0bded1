import type { ConsumerLabel } from '../../shared/domain/catalog.ts'

/** The broadband facts label: black on white in every theme. Wording and order from 47 CFR 8.1(a). */
export const FactsLabel = ({ label, planName, providerName }: { readonly label: ConsumerLabel; readonly planName: string; readonly providerName: string }) => (
  <section className="lm-nutrition" aria-label={`Broadband facts of ${planName}`}>
    <h3>Broadband Facts</h3>
    <p>{providerName}<br /><b>{planName}</b><br />Fixed Broadband Consumer Disclosure</p>
    <div className="lm-rule6" />
    <dl>
      <dt><b>Monthly Price</b></dt><dd>${label.priceRecurring}</dd>
      <dt>This monthly price {label.introductoryPrice ? 'is' : 'is not'} an introductory rate.</dt><dd />
      <dt>This monthly price {label.contractRequired ? 'requires' : 'does not require'} a contract.</dt><dd />
      <div className="lm-rule1" />
      <dt>One-time Fees at Purchase</dt><dd>{dollars(label.feeOneTime)}</dd>
      <dt>Early Termination Fee</dt><dd>{dollars(label.feeEarlyTermination)}</dd>
      <dt>Government Taxes</dt><dd>{label.governmentTaxes}</dd>
    </dl>
    <div className="lm-rule3" />
    <dl>
      <dt>Typical Download Speed</dt><dd>{label.downloadTypicalMbps} Mbps</dd>
      <dt>Typical Upload Speed</dt><dd>{label.uploadTypicalMbps} Mbps</dd>
      <dt>Typical Latency</dt><dd>{label.latencyIdleMs} ms</dd>
      <div className="lm-rule1" />
      <dt>Data Included with Monthly Price</dt><dd>{label.dataIncluded}</dd>
    </dl>
    <div className="lm-rule3" />
    <p>Customer Support {label.supportPhone}<br /><span className="lm-mono">{label.uniquePlanIdentifier}</span>, label version {label.version}</p>
  </section>
)

/** The label's files give a bare amount where there is one, and words where there is none. */
const dollars = (fee: string): string => (/^\d+(\.\d+)?$/.test(fee) ? `$${fee}` : fee)
