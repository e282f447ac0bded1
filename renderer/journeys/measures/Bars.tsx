import type { Bar, Twin } from './view.ts'

/** A chart with its table twin: the same numbers by the same formatter, either way. Bars begin at zero and carry their label. */
export const BarsOrTable = ({ twin, isTable, caption }: { readonly twin: Twin; readonly isTable: boolean; readonly caption: string }) =>
  isTable ? <FiguresTable caption={caption} columns={twin.columns} rows={twin.rows} /> : <ol className="lm-bars">{twin.bars.map((bar) => <BarRow key={bar.id} bar={bar} />)}</ol>

const BarRow = ({ bar }: { readonly bar: Bar }) => (
  <li>
    <span>{bar.label}</span>
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className="lm-bars-bar" x="0" y="2" width={bar.share * 100} height="8" />
      {bar.mark === null ? null : <line className="lm-bars-mark" x1={Math.min(bar.mark * 100, 99.6)} x2={Math.min(bar.mark * 100, 99.6)} y1="0" y2="12" vectorEffect="non-scaling-stroke" />}
    </svg>
    <b>{bar.value}</b>
  </li>
)

/** Names at the left, figures at the right. */
export const FiguresTable = ({ caption, columns, rows, total }: { readonly caption: string; readonly columns: readonly string[]; readonly rows: Twin['rows']; readonly total?: readonly string[] }) => (
  <div className="lm-figures-scroll" tabIndex={0} role="region" aria-label={caption}>
    <table className="lm-table lm-figures">
      <caption className="lm-visually-hidden">{caption}</caption>
      <thead><tr>{columns.map((column) => <th scope="col" key={column}>{column}</th>)}</tr></thead>
      <tbody>{rows.map((row) => <Cells key={row.id} cells={row.cells} columns={columns} />)}</tbody>
      {total ? <tfoot><Cells cells={total} columns={columns} /></tfoot> : null}
    </table>
  </div>
)

const Cells = ({ cells, columns }: { readonly cells: readonly string[]; readonly columns: readonly string[] }) => (
  <tr>{cells.map((cell, index) => (index === 0 ? <th scope="row" key={columns[index]}>{cell}</th> : <td key={columns[index]}>{cell}</td>))}</tr>
)
