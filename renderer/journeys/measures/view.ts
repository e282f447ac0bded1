import type { CallMeasure, CallSums, Fallout, TypicalCall, WaitMeasure } from '../../../shared/domain/call-record.ts'
import { LEARN_FROM_CALLS, WAIT_FROM_MS } from '../../../shared/domain/call-record.ts'
import type { Format } from '../../../shared/messages/format.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { Answer } from '../../app/state.ts'

type NameOf = (providerId: string) => string
/** `share`: 0 to 1 of the longest bar; `mark`: the same for a tick beyond it. */
export type Bar = { readonly id: string; readonly label: string; readonly value: string; readonly share: number; readonly mark: number | null }
export type Twin = { readonly columns: readonly string[]; readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[]; readonly bars: readonly Bar[] }

/** Seconds as "38 s", from a minute on "2 min 41 s": the second counts on a call. */
export function talkTime(ms: number, format: Pick<Format, 'number'>): string {
  const seconds = Math.round(ms / 1_000)
  return seconds < 60 ? `${format.number(seconds)} s` : `${format.number(Math.floor(seconds / 60))} min ${seconds % 60} s`
}

/** What a call cost, as sentences for the rep who took it: what the hands did, how long it took, and the small print. */
export function callLines(input: { readonly call: CallMeasure; readonly today: CallSums; readonly typical: TypicalCall | null; readonly nameOf: NameOf; readonly texts: Texts }): { readonly head: string; readonly facts: readonly string[] } {
  const { call, typical, texts: { t, format } } = input
  const time = (ms: number) => talkTime(ms, format)
  const wait = call.waits[0]
  const head = [
    t('measure.keys', { n: call.commandKeys }), t('measure.clicks', { n: call.clicks }),
    call.ringToSubmitMs === null ? t('measure.talk', { time: time(call.talkMs) }) : t('measure.submitted', { time: time(call.ringToSubmitMs) }),
    wait ? t('measure.longestWait', { waitMs: wait.longestMs, name: waitName(wait, input.nameOf, input.texts) }) : t('measure.noWait', { limitMs: WAIT_FROM_MS }),
    ...(typical ? [t(typical.basis === 'default' ? 'measure.typicalDefault' : 'measure.typical', { time: time(typical.ringToSubmit.p50Ms), n: LEARN_FROM_CALLS })] : []),
  ].join(', ')
  const { calls, ringToSubmitP50Ms } = input.today
  return {
    head,
    facts: [
      ...(call.fallout ? [falloutName(call.fallout, input.nameOf, input.texts)] : []), t('measure.said', { n: call.dataKeys }), t('measure.model', { time: time(call.modelMs) }),
      ringToSubmitP50Ms === null ? t('measure.todayNone', { n: calls }) : t('measure.today', { n: calls, time: time(ringToSubmitP50Ms) }),
    ],
  }
}

export function summaryHead(sum: CallSums, { t, format }: Texts): string {
  return sum.ringToSubmitP50Ms === null ? t('measures.headNone', { n: sum.calls }) : t('measures.head', { n: sum.calls, time: talkTime(sum.ringToSubmitP50Ms, format) })
}

/** Every rep's sums, and the desk's beneath: one row of cells each, in the order of the columns. */
export function repTable(summary: Answer<'calls.summary'>, texts: Texts): { readonly columns: readonly string[]; readonly rows: Twin['rows']; readonly total: readonly string[] } {
  const { t, format } = texts
  const columns = (['rep', 'calls', 'submitted', 'median', 'p95', 'keys', 'data', 'clicks', 'waits', 'waited', 'fallout'] as const).map((name) => t(`measures.col.${name}`))
  const cells = (name: string, sums: CallSums) => [
    name, format.number(sums.calls), format.number(sums.submitted), ...[sums.ringToSubmitP50Ms, sums.ringToSubmitP95Ms].map((ms) => (ms === null ? '–' : talkTime(ms, format))),
    ...[sums.commandKeysP50, sums.dataKeysP50].map((keys) => (keys === null ? '–' : format.number(keys))), format.number(sums.clicks), format.number(sums.waits), format.duration(sums.waitedMs), shareOf(sums.fallout, sums.submitted, format),
  ]
  return { columns, rows: summary.reps.map(({ repId, repName, sums }) => ({ id: repId, cells: cells(repName, sums) })), total: cells(t('measures.sum'), summary.sum) }
}

export function repTimes(summary: Answer<'calls.summary'>, { t, format }: Texts): Twin {
  const timed = summary.reps.flatMap(({ repId, repName, sums }) => (sums.ringToSubmitP50Ms === null ? [] : [{ repId, repName, p50: sums.ringToSubmitP50Ms, p95: sums.ringToSubmitP95Ms ?? sums.ringToSubmitP50Ms }]))
  const longest = Math.max(1, ...timed.map(({ p95 }) => p95))
  return {
    columns: [t('measures.col.rep'), t('measures.col.median'), t('measures.col.p95')],
    rows: timed.map(({ repId, repName, p50, p95 }) => ({ id: repId, cells: [repName, talkTime(p50, format), talkTime(p95, format)] })),
    bars: timed.map(({ repId, repName, p50, p95 }) => ({ id: repId, label: repName, value: `${talkTime(p50, format)} | ${talkTime(p95, format)}`, share: p50 / longest, mark: p95 / longest })),
  }
}

export function waitTwin(waits: readonly WaitMeasure[], nameOf: NameOf, texts: Texts): Twin {
  const { t, format } = texts
  const sorted = waits.toSorted((a, b) => b.totalMs - a.totalMs)
  const longest = Math.max(1, ...sorted.map(({ totalMs }) => totalMs))
  return {
    columns: [t('measures.col.who'), t('measures.col.count'), t('measures.col.longest'), t('measures.col.sum')],
    rows: sorted.map((wait) => ({ id: `${wait.kind}${wait.name}`, cells: [waitName(wait, nameOf, texts), format.number(wait.count), format.duration(wait.longestMs), format.duration(wait.totalMs)] })),
    bars: sorted.map((wait) => ({ id: `${wait.kind}${wait.name}`, label: waitName(wait, nameOf, texts), value: format.duration(wait.totalMs), share: wait.totalMs / longest, mark: null })),
  }
}

export function falloutTwin(summary: Answer<'calls.summary'>, nameOf: NameOf, texts: Texts): Twin {
  const { t, format } = texts
  const most = Math.max(1, ...summary.fallout.map(({ count }) => count))
  const named = summary.fallout.map((fallout) => ({ ...fallout, id: `${fallout.kind}${fallout.code}${fallout.providerId}`, label: falloutName(fallout, nameOf, texts), share: shareOf(fallout.count, summary.sum.submitted, format) }))
  return {
    columns: [t('measures.col.cause'), t('measures.col.count'), t('measures.col.share')],
    rows: named.map(({ id, label, count, share }) => ({ id, cells: [label, format.number(count), share] })),
    bars: named.map(({ id, label, count, share }) => ({ id, label, value: share, share: count / most, mark: null })),
  }
}

const shareOf = (part: number, whole: number, format: Format): string => (whole === 0 ? '–' : `${format.number(Math.round((part / whole) * 1_000) / 10)} %`)

const waitName = ({ kind, name }: WaitMeasure, nameOf: NameOf, { t }: Texts): string => (kind === 'provider' ? nameOf(name) : t('measures.here', { name }))

const falloutName = ({ kind, code, providerId }: Fallout, nameOf: NameOf, { t }: Texts): string =>
  providerId === null ? t('measures.cause', { kind, code }) : t('measures.causeAt', { kind, code, name: nameOf(providerId) })
