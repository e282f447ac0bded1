import type { Sender } from '../decode-usage.ts'
import { sent } from '../read-formats.ts'
import { inBatches } from '../sent-batch.ts'
import type { SentBatch, SentUsage } from '../sent-batch.ts'
import { splitLines } from '../split-lines.ts'
import { recordOf, sessionUsage } from './accounting.ts'
import { createSessions } from './sessions.ts'

/**
 * A FreeRADIUS detail file: a date, then a tab, a name, an equals sign and a value a line; a line without a tab begins the next record.
 * A record yields usage when it ends a session; one that cannot be read is named by its first line. Sessions that are open at the end of
 * the file yield nothing: their stop is in the next one, with all of their counters.
 */
export const readDetail = (chunks: AsyncIterable<Uint8Array>, sender: Sender): AsyncGenerator<SentBatch> => inBatches(readRecords(chunks, sender))

async function* readRecords(chunks: AsyncIterable<Uint8Array>, sender: Sender): AsyncGenerator<readonly SentUsage[]> {
  const sessions = createSessions()
  let block: Block | null = null
  for await (const lines of splitLines(chunks)) {
    const read: SentUsage[] = []
    for (const { line, text, raw, isTooLong, isCut } of lines) {
      const isAttribute = text !== null && /^[\t ]/.test(text)
      if (!isAttribute) {
        if (block) read.push(...finish(block, sender, sessions))
        block = { line, head: text ?? '', attributes: new Map(), raw: raw.slice(0, 200), problem: text === null || isTooLong ? 'record-unreadable' : null }
        continue
      }
      block ??= { line, head: '', attributes: new Map(), raw: raw.slice(0, 200), problem: 'record-unreadable' }
      const match = /^[\t ]+([\w-]+)(?::\w+)? (?:=|:=|\+=) (.*)$/.exec(text)
      if (!match) block.problem = isCut ? 'line-truncated' : 'record-unreadable'
      else block.attributes.set(match[1] ?? '', unquote(match[2] ?? ''))
      block.raw += raw.slice(0, 200)
    }
    yield read
  }
  if (block) yield [...finish(block, sender, sessions)]
}

type Block = { readonly line: number; readonly head: string; readonly attributes: Map<string, string>; raw: string; problem: 'record-unreadable' | 'line-truncated' | null }

function* finish(block: Block, sender: Sender, sessions: ReturnType<typeof createSessions>): Generator<SentUsage> {
  const { line, raw } = block
  const read = block.problem ? null : recordOf((name) => block.attributes.get(name), writtenAt(block))
  if (!read) return yield { line, raw, ok: false, reason: block.problem ?? 'record-unreadable' }
  if (!read.ok) return yield { line, raw, ok: false, reason: read.error }
  for (const { record, charged } of sessions.take(read.value)) yield sent(line, raw, sessionUsage(record, sender, charged))
}

/** FreeRADIUS writes `Timestamp = 1795370400` beside its attributes; the head is a local date without a zone and is not read. */
function writtenAt({ attributes }: Block): number | null {
  const stamp = attributes.get('Timestamp')
  return stamp !== undefined && /^\d{1,11}$/.test(stamp) ? Number(stamp) * 1_000 : null
}

const unquote = (value: string): string => (/^".*"$/.test(value) ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value)
