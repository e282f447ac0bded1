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
  /** True when the NAS said the moment itself, so that it is the same however often the record is sent. */
  readonly isStamped: boolean
}

const GIGAWORD = 2 ** 32
/** Octets of a counter of 32 bits and of how often it ran over. Source: RFC 2869, 5.1. */
export const withGigawords = (octets: number, gigawords: number): number => gigawords * GIGAWORD + octets
export const octetsOf = (record: AccountingRecord): number => record.inputOctets + record.outputOctets

/** When the session of a record began. */
export const startOf = (record: AccountingRecord): Instant => Math.floor(record.at / 1_000) * 1_000 - record.sessionSeconds * 1_000

/**
 * The usage of a session that is over: all of its octets, once, less what was `charged` before (a session that was thought lost and went on).
 * Interims are the same counters earlier, so they are no usage. The identity is the NAS, the session, whose it is and when it began,
 * because a NAS counts its session ids from one again after it restarts.
 */
export function sessionUsage(record: AccountingRecord, sender: Sender, charged = 0): Result<UsageEvent, UsageReason> {
  if (record.sessionId === null || record.userName === null) return err(record.userName === null ? 'local-id-missing' : 'record-unreadable')
  const startedAt = startOf(record)
  if (!Number.isFinite(new Date(startedAt).getTime())) return err('date-unreadable')
  const name = [record.nas, record.sessionId, record.userName, String(startedAt / 1_000), ...(charged === 0 ? [] : [`after ${charged}`])]
  return decodeFields({
    eventId: `radius:${createHash('sha256').update(name.join('\n')).digest('hex').slice(0, 40)}`,
    localId: record.userName, idKind: 'userIdentifier', usageType: 'data', unit: 'byte', quantity: octetsOf(record) - charged,
    startedAt: new Date(startedAt).toISOString(), endedAt: new Date(Math.max(startedAt, record.at)).toISOString(),
  }, sender)
}

const STATUS_OF: Readonly<Record<string, AccountingRecord['status']>> = { Start: 'start', Stop: 'stop', 'Interim-Update': 'interim', Alive: 'interim', 'Accounting-On': 'on', 'Accounting-Off': 'off', 1: 'start', 2: 'stop', 3: 'interim', 7: 'on', 8: 'off' }
/** A NAS that has no time yet says the seventies: then the moment it was written counts. */
const CLOCK_NOT_SET = Date.UTC(2000, 0, 1)

/** A record of named attributes. Errors: `record-unreadable` for an unknown status, a counter that is none, or no moment. */
export function recordOf(attribute: (name: string) => string | undefined, writtenAt: Instant | null): Result<AccountingRecord, UsageReason> {
  const status = STATUS_OF[attribute('Acct-Status-Type') ?? '']
  const numbers = ['Acct-Input-Octets', 'Acct-Input-Gigawords', 'Acct-Output-Octets', 'Acct-Output-Gigawords', 'Acct-Session-Time', 'Acct-Delay-Time'].map((name) => counter(attribute(name)))
  const [input, inputGiga, output, outputGiga, seconds, delay] = numbers
  const stamped = attribute('Event-Timestamp')
  const event = stamped === undefined ? Number.NaN : /^\d+$/.test(stamped) ? Number(stamped) * 1_000 : Date.parse(stamped.replace(/ UTC$| GMT$/, ' Z'))
  const isStamped = !Number.isNaN(event) && (event >= CLOCK_NOT_SET || writtenAt === null)
  const at = isStamped ? event : writtenAt === null ? Number.NaN : writtenAt - (delay ?? 0) * 1_000
  if (!status || numbers.some((one) => one === null) || Number.isNaN(at)) return err('record-unreadable')
  return ok({
    status, at, isStamped, nas: attribute('NAS-Identifier') ?? attribute('NAS-IP-Address') ?? attribute('NAS-IPv6-Address') ?? '', sessionId: attribute('Acct-Session-Id') ?? null, userName: attribute('User-Name') ?? null,
    inputOctets: withGigawords(input ?? 0, inputGiga ?? 0), outputOctets: withGigawords(output ?? 0, outputGiga ?? 0), sessionSeconds: seconds ?? 0,
  })
}

const counter = (text: string | undefined): number | null => (text === undefined ? 0 : /^\d{1,10}$/.test(text) && Number(text) < GIGAWORD ? Number(text) : null)
