import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '../../shared/kernel/result.ts'
import type { BillDocument, PrintedGroup, PrintedLine } from './bill-document.ts'
import { paginate } from './paginate.ts'
import type { Block } from './paginate.ts'
import { createSheet } from './sheet.ts'
import type { Element, Sheet } from './sheet.ts'
import { unpackWoff } from './unpack-woff.ts'

export const PAPERS = { letter: [612, 792], a4: [595.28, 841.89] } as const
export type Paper = keyof typeof PAPERS

/** What look.md section 8 says of print: 18 mm, 9.5 on 13 points, ink and one accent rule. */
const MARGIN = 51
const FOOT = 34
const COLUMN = 74
const GAP = 10
const [BODY, SMALL] = [9.5, 8]

type Piece = { readonly kind: 'group'; readonly group: PrintedGroup } | { readonly kind: 'head' } | { readonly kind: 'line'; readonly line: PrintedLine } | { readonly kind: 'sum'; readonly group: PrintedGroup } | { readonly kind: 'total' }
type Frame = { readonly sheet: Sheet; readonly document: BillDocument; readonly width: number; readonly height: number; readonly wordsWidth: number }

/**
 * A bill as tagged PDF/A-2a: the same bill gives the same bytes. `fonts`: the folder with the two cuts of IBM Plex Sans. `made`: the moment
 * that stands in the file as its making. Errors: rejects when the fonts cannot be read.
 */
export async function printBill(document: BillDocument, { paper, fonts, made }: { readonly paper: Paper; readonly fonts: string; readonly made: Date }): Promise<Uint8Array> {
  const [width, height] = PAPERS[paper]
  const sheet = await createSheet({ size: [width, height], title: document.title, language: document.language === 'es' ? 'es-US' : 'en-US', made, fonts: { body: unpackWoff(readFileSync(join(fonts, 'IBMPlexSans-Regular.woff'))), strong: unpackWoff(readFileSync(join(fonts, 'IBMPlexSans-SemiBold.woff'))) } })
  const frame: Frame = { sheet, document, width, height, wordsWidth: width - 2 * MARGIN - 3 * COLUMN - GAP }
  const headHeight = 22
  sheet.addPage()
  const blocks = blocksOf(frame, headHeight)
  const top = drawHead(frame)
  const pages = paginate(blocks, { firstRoom: height - MARGIN - FOOT - top, room: height - 2 * MARGIN - FOOT, headHeight })
  let table: Element | null = null
  for (const [nth, page] of pages.entries()) {
    if (nth > 0) sheet.addPage()
    let y = nth === 0 ? top : MARGIN
    if (page.repeats !== null) {
      const at = y
      sheet.artifact(() => drawColumns(frame, at, `${page.repeats} · ${document.continued}`))
      y += headHeight
    }
    for (const { what, height: taken } of page.blocks) {
      if (what.kind === 'head') table = sheet.element('Table')
      drawPiece(frame, what, y, table)
      y += taken
    }
    sheet.artifact(() => drawFoot(frame, nth + 1, pages.length))
  }
  return sheet.finish()
}

function blocksOf({ sheet, document, wordsWidth }: Frame, headHeight: number): readonly Block<Piece>[] {
  const lineHeight = ({ label, detail, sentence, mark }: PrintedLine): number =>
    sheet.heightOf(label, { size: BODY, strong: true, width: wordsWidth }) + [detail, sentence, mark ?? ''].reduce((sum, words) => sum + (words === '' ? 0 : sheet.heightOf(words, { size: SMALL, width: wordsWidth })), 0) + 11
  return [
    ...document.groups.flatMap((group): readonly Block<Piece>[] => [
      { height: 26, withNext: true, group: null, what: { kind: 'group', group } },
      { height: headHeight, withNext: true, group: group.title, what: { kind: 'head' } },
      ...group.lines.map((line, nth): Block<Piece> => ({ height: lineHeight(line), withNext: nth === group.lines.length - 1, group: group.title, what: { kind: 'line', line } })),
      { height: 30, withNext: false, group: group.title, what: { kind: 'sum', group } },
    ]),
    { height: 34 + document.sums.length * 14 + 30 + document.notes.length * 24, withNext: false, group: null, what: { kind: 'total' } },
  ]
}

/** Who, for which days, which number, how much by when. Answers where the lines begin. */
function drawHead({ sheet, document, width }: Frame): number {
  const right = width - MARGIN
  sheet.artifact(() => sheet.rule(MARGIN, MARGIN, right, 2, 'accent'))
  sheet.tagged('P', () => sheet.text('Lastmile', MARGIN, MARGIN + 12, { size: 15, strong: true, width: 200 }))
  sheet.tagged('P', () => sheet.text(`${document.title} · ${document.issuedOn}`, MARGIN + 200, MARGIN + 16, { size: BODY, width: right - MARGIN - 200, align: 'right' }))
  let y = MARGIN + 54
  for (const [nth, line] of document.customer.entries()) sheet.tagged('P', () => { y = sheet.text(line, MARGIN, y, { size: BODY, strong: nth === 0, width: 260 }) })
  const label = `${document.dueLabel}, ${document.dueOn}`
  sheet.tagged('P', () => sheet.text(label, MARGIN + 270, MARGIN + 54, { size: BODY, width: right - MARGIN - 270, align: 'right', ink: 'grey' }))
  sheet.tagged('P', () => sheet.text(document.due, MARGIN + 270, MARGIN + 68, { size: 28, strong: true, width: right - MARGIN - 270, align: 'right' }))
  sheet.tagged('P', () => sheet.text(document.state, MARGIN + 270, MARGIN + 108, { size: SMALL, width: right - MARGIN - 270, align: 'right', ink: 'grey' }))
  let end = Math.max(y, MARGIN + 122) + 18
  sheet.tagged('H1', () => { end = sheet.text(document.headline, MARGIN, end, { size: 15, strong: true, width: right - MARGIN }) })
  return end + 4
}

function drawPiece(frame: Frame, piece: Piece, y: number, table: Element | null): void {
  const { sheet, document, width } = frame
  switch (piece.kind) {
    case 'group': return sheet.tagged('H2', () => void sheet.text(piece.group.title, MARGIN, y + 8, { size: 11, strong: true, width: width - 2 * MARGIN }))
    case 'head': return sheet.row(assertThere(table), 'TH', document.columns.map((words, nth) => () => drawCell(frame, nth, y + 4, words, { size: SMALL, ink: 'grey' })), () => sheet.rule(MARGIN, y + 18, width - MARGIN, .75, 'ink'))
    case 'line': return drawLine(frame, piece.line, y, assertThere(table))
    case 'sum': return sheet.row(assertThere(table), 'TD', [() => drawCell(frame, 0, y + 5, document.columns[3], { size: BODY, strong: true }), () => drawCell(frame, 3, y + 5, piece.group.total, { size: BODY, strong: true })])
    case 'total': return drawTotal(frame, y)
  }
}

function assertThere(table: Element | null): Element {
  assert(table, 'a line before the head of its table')
  return table
}

function drawLine(frame: Frame, { label, detail, sentence, mark, net, tax, total }: PrintedLine, y: number, table: Element): void {
  const { sheet, width, wordsWidth } = frame
  let at = y + 4
  const words = () => {
    at = sheet.text(label, MARGIN, at, { size: BODY, strong: true, width: wordsWidth })
    for (const [text, ink] of [[detail, 'ink'], [sentence, 'grey'], [mark ?? '', 'ink']] as const) if (text !== '') at = sheet.text(text, MARGIN, at, { size: SMALL, width: wordsWidth, ink })
  }
  sheet.row(table, 'TD', [words, ...[net, tax, total].map((amount, nth) => () => drawCell(frame, nth + 1, y + 4, amount, { size: BODY, strong: nth === 2 }))], () => sheet.rule(MARGIN, at + 6, width - MARGIN, .5, 'hair'))
}

/** Column 0 is words, the others are amounts at the right. */
function drawCell({ sheet, width, wordsWidth }: Frame, nth: number, y: number, words: string, style: { readonly size: number; readonly strong?: boolean; readonly ink?: 'ink' | 'grey' }): void {
  if (nth === 0) sheet.text(words, MARGIN, y, { ...style, width: wordsWidth })
  else sheet.text(words, width - MARGIN - (4 - nth) * COLUMN, y, { ...style, width: COLUMN, align: 'right' })
}

function drawColumns(frame: Frame, y: number, first: string): void {
  for (const [nth, words] of [first, ...frame.document.columns.slice(1)].entries()) drawCell(frame, nth, y + 4, words, { size: SMALL, ink: 'grey' })
  frame.sheet.rule(MARGIN, y + 18, frame.width - MARGIN, .75, 'ink')
}

function drawTotal({ sheet, document, width }: Frame, y: number): void {
  const [left, right] = [width - MARGIN - 4 * COLUMN, width - MARGIN]
  const sums = sheet.element('Table')
  let at = y + 14
  sheet.artifact(() => sheet.rule(left, at - 4, right, 2, 'accent'))
  for (const { label, amount } of document.sums) {
    const from = at
    sheet.row(sums, 'TD', [() => sheet.text(label, left, from, { size: BODY, width: 3 * COLUMN }), () => sheet.text(amount, right - COLUMN, from, { size: BODY, width: COLUMN, align: 'right' })])
    at += 14
  }
  const from = at + 2
  sheet.row(sums, 'TD', [() => sheet.text(document.totalLabel, left, from, { size: 13, strong: true, width: 2 * COLUMN }), () => sheet.text(document.total, left + 2 * COLUMN, from, { size: 13, strong: true, width: 2 * COLUMN, align: 'right' })])
  at += 30
  for (const note of document.notes) {
    const noteAt = at
    sheet.tagged('P', () => { at = sheet.text(note, MARGIN, noteAt, { size: SMALL, width: width - 2 * MARGIN, ink: 'grey' }) + 2 })
  }
}

function drawFoot({ sheet, document, width, height }: Frame, page: number, pages: number): void {
  const y = height - MARGIN - 12
  sheet.rule(MARGIN, y - 6, width - MARGIN, .5, 'hair')
  sheet.text(document.control, MARGIN, y, { size: 7, width: width - 2 * MARGIN - 130, ink: 'grey' })
  sheet.text(document.pageOf(page, pages), width - MARGIN - 130, y, { size: 7, width: 130, align: 'right', ink: 'grey' })
}
