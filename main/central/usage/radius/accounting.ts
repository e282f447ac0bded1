import { createHash } from 'node:crypto'
import type { UsageEvent, UsageReason } from '../../../../shared/domain/usage.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err, ok } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { Sender } from '../decode-usage.ts'
import { decodeFields } from '../decode-usage.ts'

/** An accounting record, whether a datagram or a paragraph of a detail file brought it. Counters are those of the whole session so far. Source: RFC 2866. */
export type AccountingRecord = {
  readonly status: 'start' | 'interim' | 'stop' | 'on' | 'off'
  readonly nas: string
  readonly sessionId: string | null
  readonly userName: string | null
  readonly inputOctets: number
  readonly outputOctets: number
  readonly sessionSeconds: number
  /** When it happened: Event-Timestamp, else when it was written, less Acct-Delay-Time. */
  readonly at: Instant
}

const GIGAWORD = 2 ** 32
/** Octets of a counter of 32 bits and of how often it ran over. Source: RFC 2869, 5.1. */
export const withGigawords = (octets: number, gigawords: number): number => gigawords * GIGAWORD + octets

/**
 * The usage of a finished session: all of its octets, once, at its stop. Interims are the same counters earlier, so they are no usage;
 * an interim that arrives after the stop changes nothing. The identity is the NAS, the session, whose it is and when it began, because
 * a NAS counts its session ids from one again after it restarts. A session that its NAS lost (accounting-on, -off) is made of its last interim.
 */
export function sessionUsage(record: AccountingRecord, sender: Sender): Result<UsageEvent, UsageReason> {
  if (record.sessionId === null || record.userName === null) return err(record.userName === null ? 'local-id-missing' : 'record-unreadable')
  const startedAt = startOf(record)
  return decodeFields({
    eventId: `radius:${createHash('sha256').update([record.nas, record.sessionId, record.userName, String(Math.round(startedAt / START_GRAIN_MS))].join('\n')).digest('hex').slice(0, 40)}`,
    localId: record.userName, idKind: 'userIdentifier', usageType: 'data', unit: 'byte', quantity: record.inputOctets + record.outputOctets,
    startedAt: new Date(startedAt).toISOString(), endedAt: new Date(Math.max(startedAt, record.at)).toISOString(),
  }, sender)
}

const START_GRAIN_MS = 1_000
const startOf = (record: AccountingRecord): Instant => Math.floor(record.at / 1_000) * 1_000 - record.sessionSeconds * 1_000

export type SessionStep = { readonly kind: 'usage'; readonly record: AccountingRecord } | { readonly kind: 'nothing' } | { readonly kind: 'refused'; readonly reason: UsageReason }
export type Sessions = {
  /** What a record brings to an end: its own session at a stop; every open one of its NAS at accounting-on and -off. */
  readonly take: (record: AccountingRecord) => readonly SessionStep[]
  readonly open: () => readonly AccountingRecord[]
}

/** Remembers open sessions. `take` in the order of arrival. */
export function createSessions(): Sessions {
  const open = new Map<string, AccountingRecord>()
  const keyOf = (record: AccountingRecord): string => JSON.stringify([record.nas, record.sessionId, record.userName])
  const endAll = (nas: string, before: Instant): readonly SessionStep[] => [...open].flatMap(([key, record]): readonly SessionStep[] => {
    if (record.nas !== nas || record.at > before) return []
    open.delete(key)
    return record.inputOctets + record.outputOctets > 0 ? [{ kind: 'usage', record }] : []
  })
  return {
    open: () => [...open.values()],
    take: (record) => {
      if (record.status === 'on' || record.status === 'off') return endAll(record.nas, record.at)
      const known = open.get(keyOf(record))
      // The id came again for a session that began later: the NAS restarted and said nothing. What is known of the old one counts.
      const isAnother = known !== undefined && startOf(record) > known.at
      const lost: readonly SessionStep[] = isAnother && known.inputOctets + known.outputOctets > 0 ? [{ kind: 'usage', record: known }] : []
      const before = isAnother ? undefined : known
      if (before && record.status !== 'start' && total(record) < total(before)) return record.status === 'stop' ? (open.delete(keyOf(record)), [{ kind: 'usage', record: { ...record, inputOctets: before.inputOctets, outputOctets: before.outputOctets } }]) : [{ kind: 'nothing' }]
      if (record.status === 'stop') {
        open.delete(keyOf(record))
        return [...lost, { kind: 'usage', record }]
      }
      open.set(keyOf(record), record)
      return lost.length > 0 ? lost : [{ kind: 'nothing' }]
    },
  }
}

const total = (record: AccountingRecord): number => record.inputOctets + record.outputOctets

export const STATUS_OF: Readonly<Record<string, AccountingRecord['status']>> = { Start: 'start', Stop: 'stop', 'Interim-Update': 'interim', Alive: 'interim', 'Accounting-On': 'on', 'Accounting-Off': 'off', 1: 'start', 2: 'stop', 3: 'interim', 7: 'on', 8: 'off' }

/** A record of named attributes. Errors: `record-unreadable` for an unknown status, a counter that is none, or no moment. */
export function recordOf(attribute: (name: string) => string | undefined, writtenAt: Instant | null): Result<AccountingRecord, UsageReason> {
  const status = STATUS_OF[attribute('Acct-Status-Type') ?? '']
  const numbers = ['Acct-Input-Octets', 'Acct-Input-Gigawords', 'Acct-Output-Octets', 'Acct-Output-Gigawords', 'Acct-Session-Time', 'Acct-Delay-Time'].map((name) => counter(attribute(name)))
  const [input, inputGiga, output, outputGiga, seconds, delay] = numbers
  const stamped = attribute('Event-Timestamp')
  const event = stamped === undefined ? Number.NaN : /^\d+$/.test(stamped) ? Number(stamped) * 1_000 : Date.parse(stamped.replace(/ UTC$| GMT$/, ' Z'))
  const at = Number.isNaN(event) ? (writtenAt === null ? Number.NaN : writtenAt - (delay ?? 0) * 1_000) : event
  if (!status || numbers.some((one) => one === null) || Number.isNaN(at)) return err('record-unreadable')
  return ok({
    status, at, nas: attribute('NAS-Identifier') ?? attribute('NAS-IP-Address') ?? attribute('NAS-IPv6-Address') ?? '', sessionId: attribute('Acct-Session-Id') ?? null, userName: attribute('User-Name') ?? null,
    inputOctets: withGigawords(input ?? 0, inputGiga ?? 0), outputOctets: withGigawords(output ?? 0, outputGiga ?? 0), sessionSeconds: seconds ?? 0,
  })
}

const counter = (text: string | undefined): number | null => (text === undefined ? 0 : /^\d{1,10}$/.test(text) && Number(text) < GIGAWORD ? Number(text) : null)
