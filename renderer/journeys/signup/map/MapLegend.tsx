import { useTexts } from '../../../app/texts-context.tsx'

/** What the strokes mean. The list says it of each thing, so this is for those who see the map. */
export function MapLegend() {
  const { t } = useTexts()
  const stroke = (className: string) => <svg viewBox="0 0 26 10" className={`lm-map-stroke ${className}`} aria-hidden="true"><path d="M1 5h24" /></svg>
  return (
    <p className="lm-map-legend">
      <span>{stroke('lm-map-theirs')}{t('map.legend.theirs')}</span>
      <span>{stroke('lm-map-planned')}{t('map.legend.planned')}</span>
      <span>{stroke('lm-map-others')}{t('map.legend.others')}</span>
      <span>{stroke('lm-map-dropped')}{t('map.legend.drop')}</span>
      <span><svg viewBox="0 0 10 10" className="lm-map-stroke" aria-hidden="true"><circle cx="5" cy="5" r="4" fill="currentColor" /></svg>{t('map.legend.node')}</span>
      <span><svg viewBox="0 0 14 12" className="lm-map-stroke" aria-hidden="true"><path d="M1 11 4 1a8 8 0 0 1 9 5Z" fill="currentColor" fillOpacity=".14" stroke="currentColor" /></svg>{t('map.legend.sector')}</span>
    </p>
  )
}
