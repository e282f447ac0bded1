import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** Where the desk's places come from, and the way to central's or back to the practice ones. */
export function FollowTerritory({ isCut }: { readonly isCut: boolean }) {
  const { importing } = useDesk()
  const { t } = useTexts()
  const { following, isChoosing } = useDeskState((state) => state.importing)
  if (!following?.own) return null
  const { own, offered } = following
  const hasWays = offered !== null || own.from !== 'practice'
  return (
    <Panel title={t('importing.follow.title')}>
      <p>{t(`importing.follow.from.${own.from}`, { title: own.title })} {offered ? t('importing.follow.offered', { title: offered.title }) : ''}</p>
      {hasWays ? (
        <div className="lm-actions lm-import-verbs">
          {offered ? <button type="button" className="lm-button" disabled={isCut || isChoosing} onClick={() => void importing.choose('central')}>{t('importing.follow.take', { title: offered.title })}</button> : null}
          {own.from === 'practice' ? null : <button type="button" className="lm-button" disabled={isChoosing} onClick={() => void importing.choose('practice')}>{t('importing.follow.back')}</button>}
          <span className="lm-hint" role="status">{isChoosing ? t('importing.follow.busy') : t('importing.follow.note')}</span>
        </div>
      ) : null}
    </Panel>
  )
}
