import { KeyChip } from '../components/parts.tsx'
import { useDesk, useDeskState } from './desk-context.tsx'
import { helpKeys } from './help-keys.ts'
import type { HelpKey } from './help-keys.ts'
import { useTexts } from './texts-context.tsx'

/** Help, always in the same place: the keys of this step, then all of them. */
export function Help() {
  const { desk } = useDesk()
  const { t, tf } = useTexts()
  const step = useDeskState((state) => state.call.step)
  const keymap = useDeskState((state) => state.keymap)
  const { now, others } = helpKeys(step, keymap)
  const list = (keys: readonly HelpKey[]) => <ul className="lm-help-keys">{keys.map((key) => <li key={key.id}><KeyChip chord={key.chords.join(' · ')}>{tf('verb', key.id)}</KeyChip></li>)}</ul>
  return (
    <section className="lm-stack" aria-label={t('bar.help')}>
      <hr className="lm-hr" />
      <h3 className="lm-section">{t('help.keys')}</h3>
      {list(now)}
      <h4 className="lm-label">{t('help.all')}</h4>
      {list(others)}
      <p className="lm-actions"><button type="button" className="lm-link" onClick={() => desk.openHelp(false)}>{t('help.close')}</button><button type="button" className="lm-link" onClick={() => desk.showKeys()}>{t('help.rebind')}</button></p>
    </section>
  )
}
