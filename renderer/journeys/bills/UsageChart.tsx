import { BarChart } from '@mui/x-charts/BarChart'
import { useTexts } from '../../app/texts-context.tsx'
import type { UsageView } from './usage-view.ts'

const HEIGHT_PX = 216
/** So few that bars as wide as their months would be walls. */
const FEW_MONTHS = 8

/** Loaded when there is something to draw: the library is as large as the rest of the page. The table beside it says the same. */
export function UsageChart({ view }: { readonly view: UsageView }) {
  const { format } = useTexts()
  return (
    <div role="img" aria-label={view.sentence}>
      <div aria-hidden="true" inert>
        <BarChart
          height={HEIGHT_PX} skipAnimation hideLegend borderRadius={2} margin={{ left: 0, right: 8, top: 12, bottom: 8 }}
          series={[{ id: view.key, data: view.rows.map((row) => row.units), color: 'var(--lm-palette-accent-main)' }]}
          xAxis={[{ scaleType: 'band', data: view.rows.map((row) => row.short), height: 32, categoryGapRatio: view.rows.length < FEW_MONTHS ? 0.75 : 0.4 }]} yAxis={[{ width: 72, min: 0, tickNumber: 4, valueFormatter: (units: number) => format.number(units) }]} grid={{ horizontal: true }}
        />
      </div>
    </div>
  )
}
