/** `size`: of the letters, in points. */
export type Style = { readonly size: number; readonly width: number; readonly strong?: boolean | undefined; readonly align?: 'left' | 'right' | undefined; readonly ink?: Ink | undefined }
export type Ink = 'ink' | 'grey' | 'hair' | 'accent'
type Tag = 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD'
/** An element of the structure a screen reader walks. */
export type Element = Pick<PDFKit.PDFStructureElement, 'add' | 'end'>

/** Pages that are drawn on and tagged at once: what is on them is in the structure, or is said to be no content. */
export type Sheet = {
  readonly addPage: () => void
  /** Draws text and answers where the next line begins. */
  readonly text: (words: string, x: number, y: number, style: Style) => number
  readonly heightOf: (words: string, style: Style) => number
  readonly rule: (x: number, y: number, toX: number, thick: number, ink: Ink) => void
  readonly element: (tag: Tag) => Element
  readonly tagged: (tag: Tag, draw: () => void) => void
  /** A row of a table, cell by cell; `decorate` draws what is no content. */
  readonly row: (table: Element, tag: 'TH' | 'TD', cells: readonly (() => void)[], decorate?: () => void) => void
  /** What is on the page for the eye alone: rules, repeated heads, page numbers. */
  readonly artifact: (draw: () => void) => void
  readonly finish: () => Promise<Uint8Array>
}

const INKS: Readonly<Record<Ink, string>> = { ink: '#16181D', grey: '#565B66', hair: '#C9CCD3', accent: '#2B35D8' }
const LEADING = 1.37

/** PDF/A-2a: tagged, every font in the file. The library is loaded when the first page is asked for: nothing of it is in the start of the desk. */
export async function createSheet({ size, title, language, made, fonts }: { readonly size: readonly [number, number]; readonly title: string; readonly language: string; readonly made: Date; readonly fonts: { readonly body: Buffer; readonly strong: Buffer } }): Promise<Sheet> {
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: [...size], margin: 0, autoFirstPage: false, font: null as never, pdfVersion: '1.7', subset: 'PDF/A-2a', tagged: true, displayTitle: true, lang: language,
    info: { Title: title, Author: 'Lastmile', Creator: 'Lastmile Desk', Producer: 'Lastmile Desk', CreationDate: made, ModDate: made },
  } as never)
  const pieces: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => pdf.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve(Buffer.concat(pieces))).on('error', reject))
  pdf.registerFont('body', fonts.body)
  pdf.registerFont('strong', fonts.strong)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const set = ({ size: letters, strong }: Style) => pdf.font(strong ? 'strong' : 'body').fontSize(letters)
  const options = ({ size: letters, width, align = 'left' }: Style) => ({ width, align, lineGap: letters * LEADING - pdf.currentLineHeight(false), ...(align === 'right' ? { features: ['tnum'] as never } : {}) })
  const element = (tag: Tag, parent: Pick<Element, 'add'> = root): Element => {
    const made = pdf.struct(tag)
    parent.add(made)
    return made
  }
  const content = (tag: Tag, into: Element, draw: () => void) => {
    into.add(pdf.markStructureContent(tag))
    draw()
    pdf.endMarkedContent()
  }
  const artifact = (draw: () => void) => {
    pdf.markContent('Artifact')
    draw()
    pdf.endMarkedContent()
  }
  return {
    addPage: () => void pdf.addPage(), artifact,
    text: (words, x, y, style) => {
      set(style).fillColor(INKS[style.ink ?? 'ink']).text(words, x, y, options(style))
      return pdf.y
    },
    heightOf: (words, style) => set(style).heightOfString(words, options(style)),
    rule: (x, y, toX, thick, ink) => void pdf.save().moveTo(x, y).lineTo(toX, y).lineWidth(thick).strokeColor(INKS[ink]).stroke().restore(),
    element: (tag) => element(tag),
    tagged: (tag, draw) => content(tag, element(tag), draw),
    row: (table, tag, cells, decorate) => {
      const row = element('TR', table)
      for (const draw of cells) content(tag, element(tag, row), draw)
      if (decorate) artifact(decorate)
    },
    finish: () => {
      root.end()
      pdf.end()
      return done
    },
  }
}
