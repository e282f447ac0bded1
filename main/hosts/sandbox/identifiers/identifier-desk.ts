import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock, Timers } from '../../../../shared/kernel/time.ts'
import type { IdentifierHead, NewEffect } from '../effect-line.ts'
import type { Ledger } from '../ledger.ts'
import type { Identities } from '../radius/identities.ts'
import { json, tmfError } from '../reply.ts'
import type { JsonReply } from '../reply.ts'
import type { IdentifierRecord } from './memory.ts'
import { toIdentifier } from './messages.ts'

export type IdentifierDeskDeps = {
  readonly code: string
  readonly realms: readonly string[]
  readonly ledger: Ledger
  /** Who may log in by RADIUS. */
  readonly identities: Identities
  /** Passwords that came with a reservation, by its key, until it is confirmed or gone. Never in the book. */
  readonly waitingPasswords: Identities
  readonly clock: Clock
  readonly timers: Timers
}
/** The ISP's counter for identifiers. Every method has had its effect, on the disk, before it returns its answer. */
export type IdentifierDesk = {
  readonly availability: (userIdentifier: string, universalCustomerId: string | null) => JsonReply
  readonly reserve: (body: unknown) => JsonReply
  readonly acknowledge: (body: unknown, delayMs: number) => JsonReply
  readonly refuse: (code: string | undefined) => JsonReply
  readonly release: (body: unknown) => JsonReply
  readonly find: (externalId: string) => JsonReply
  readonly verify: (body: unknown) => JsonReply
  /** Takes up again what was acknowledged before a restart, and shuts out whom a crash left inside. */
  readonly resume: () => void
}

const MINIMUM_PASSWORD = 12
const WRONG_TRIES = 5
const TRIES_WINDOW_MS = 60_000
const NAME = /^[a-z0-9](?:[a-z0-9._-]{1,62}[a-z0-9])$/

const zParty = z.array(z.looseObject({ id: z.string().min(1), role: z.string() }))
const zCreate = z.looseObject({
  externalId: z.string().min(1).max(400), userIdentifier: z.string().min(3).max(253), relatedParty: zParty,
  state: z.enum(['reserved', 'active']), validForSeconds: z.int().min(1).max(86_400).default(900), password: z.string().min(1).max(128).optional(),
})
const zRelease = z.looseObject({ externalId: z.string().min(1).max(400), targetExternalId: z.string().min(1).max(400), relatedParty: zParty })
const zVerify = z.looseObject({ userIdentifier: z.string().min(1).max(253), password: z.string().min(1).max(128) })

type Wish = { readonly head: IdentifierHead; readonly externalId: string; readonly universalCustomerId: string; readonly password: string | undefined }

export function createIdentifierDesk(deps: IdentifierDeskDeps): IdentifierDesk {
  const { ledger, clock, timers, identities, waitingPasswords } = deps
  const { byKey, withdrawn } = ledger.identifiers
  const wrongTries = new Map<string, readonly number[]>()
  const isLive = (record: IdentifierRecord) => record.state === 'active' || (record.state === 'reserved' && Date.parse(record.until ?? '') > clock.now())
  const holderOf = (userIdentifier: string) => [...byKey.values()].find((record) => record.userIdentifier === userIdentifier && isLive(record))
  const answer = (status: number, externalId: string): JsonReply => {
    const record = byKey.get(externalId)
    return record ? json(status, toIdentifier(record, clock.now())) : tmfError(500, 'identifierLost', 'The identifier was recorded and cannot be found.')
  }
  const ofKey = ({ externalId, universalCustomerId }: Pick<Wish, 'externalId' | 'universalCustomerId'>) => ({ externalId, universalCustomerId, localCustomerId: null, serviceKind: null, offeringId: null })

  const known = (body: unknown, decide: (wish: Wish) => JsonReply): JsonReply => {
    const wish = readWish(deps, body)
    if ('kind' in wish) return wish
    const before = byKey.get(wish.externalId)
    if (!before) return decide(wish)
    return before.fingerprint === wish.head.fingerprint ? answer(200, wish.externalId) : tmfError(409, 'externalIdReused', 'This externalId was used for other content.')
  }
  /** Why it cannot be, or what happens. */
  const decide = (wish: Wish): NewEffect | { readonly code: string; readonly reason: string } => {
    const { head } = wish
    if (withdrawn.has(wish.externalId)) return { code: 'IDENTIFIER-WITHDRAWN', reason: 'A release for this key came before it.' }
    const holder = holderOf(head.userIdentifier)
    const isOwn = holder?.state === 'reserved' && holder.universalCustomerId === wish.universalCustomerId
    if (!holder && identities.passwordOf(head.userIdentifier) !== undefined) return { code: 'IDENTIFIER-TAKEN', reason: 'Somebody has this identifier.' }
    if (holder && !isOwn) return { code: holder.state === 'active' ? 'IDENTIFIER-TAKEN' : 'IDENTIFIER-RESERVED', reason: 'Somebody has this identifier.' }
    if (head.wants === 'active' && (wish.password ?? waitingPasswords.passwordOf(holder?.externalId ?? ''))  === undefined) return { code: 'PASSWORD-MISSING', reason: 'An identifier is confirmed with a password.' }
    const takesOver = holder?.externalId ?? null
    return head.wants === 'active'
      ? { ...ofKey(wish), effect: 'identifierActivated', detail: { request: head, takesOver } }
      : { ...ofKey(wish), effect: 'identifierReserved', detail: { request: head, takesOver, until: new Date(clock.now() + head.validSeconds * 1_000).toISOString() } }
  }
  const happen = (wish: Wish, effect: NewEffect): void => {
    const password = wish.password ?? waitingPasswords.passwordOf(takesOverOf(effect) ?? wish.externalId)
    // The password is inside before the book says so: a crash between the two leaves an identity that `resume` takes out again.
    if (password !== undefined && wish.head.wants === 'active') identities.put({ userIdentifier: wish.head.userIdentifier, password })
    if (password !== undefined && wish.head.wants === 'reserved') waitingPasswords.put({ userIdentifier: wish.externalId, password })
    ledger.record([effect])
    if (wish.head.wants === 'active') waitingPasswords.remove(wish.externalId)
  }
  const workOff = (record: IdentifierRecord): void => {
    const now = byKey.get(record.externalId)
    if (now?.state !== 'acknowledged' || withdrawn.has(record.externalId)) return
    const head = { id: now.id, userIdentifier: now.userIdentifier, fingerprint: now.fingerprint, wants: now.wants, validSeconds: now.validSeconds }
    const wish: Wish = { head, externalId: now.externalId, universalCustomerId: now.universalCustomerId, password: waitingPasswords.passwordOf(now.externalId) }
    const decided = decide(wish)
    if ('effect' in decided) happen(wish, decided)
    else ledger.record([{ ...ofKey(wish), effect: 'identifierFailed', detail: { request: head, ...decided } }])
  }
  const workLater = (record: IdentifierRecord): void => void timers.after(Math.max(0, Date.parse(record.dueAt ?? '') - clock.now()), () => workOff(record))

  return {
    availability: (given, universalCustomerId) => {
      const userIdentifier = given.toLowerCase()
      const malformed = checkName(deps, userIdentifier)
      if (malformed) return malformed
      const holder = holderOf(userIdentifier)
      const availability = holder?.state === 'reserved' ? 'reserved' : holder || identities.passwordOf(userIdentifier) !== undefined ? 'taken' : 'free'
      return json(200, { '@type': 'IdentifierAvailability', userIdentifier, availability, isHeldByRelatedParty: holder !== undefined && holder.universalCustomerId === universalCustomerId })
    },
    reserve: (body) => known(body, (wish) => {
      const decided = decide(wish)
      if (!('effect' in decided)) return tmfError(422, decided.code, decided.reason)
      happen(wish, decided)
      return answer(201, wish.externalId)
    }),
    acknowledge: (body, delayMs) => known(body, (wish) => {
      const decided = decide(wish)
      if (!('effect' in decided)) return tmfError(422, decided.code, decided.reason)
      if (wish.password !== undefined) waitingPasswords.put({ userIdentifier: wish.externalId, password: wish.password })
      ledger.record([{ ...ofKey(wish), effect: 'identifierAcknowledged', detail: { request: wish.head, dueAt: new Date(clock.now() + delayMs).toISOString() } }])
      const record = byKey.get(wish.externalId)
      if (record) workLater(record)
      return answer(202, wish.externalId)
    }),
    refuse: (code) => tmfError(422, code ?? 'IDENTIFIER-TAKEN', 'The ISP refuses this identifier.'),
    release: (body) => {
      const read = zRelease.safeParse(body)
      if (!read.success) return tmfError(400, 'invalidBody', z.prettifyError(read.error))
      const { externalId, targetExternalId, relatedParty } = read.data
      const target = byKey.get(targetExternalId)
      const ofThis = ofKey({ externalId, universalCustomerId: relatedParty.find((party) => party.role === 'customer')?.id ?? target?.universalCustomerId ?? '' })
      if (!withdrawn.has(targetExternalId)) {
        const isHeld = target?.state === 'active' || target?.state === 'reserved'
        ledger.record([isHeld ? { ...ofThis, effect: 'identifierReleased', detail: { userIdentifier: target.userIdentifier, targetExternalId } } : { ...ofThis, effect: 'identifierWithdrawn', detail: { targetExternalId } }])
        if (target?.state === 'active') identities.remove(target.userIdentifier)
        waitingPasswords.remove(targetExternalId)
      }
      return json(200, { '@type': 'IdentifierRelease', externalId, targetExternalId, state: 'released' })
    },
    find: (externalId) => {
      const record = byKey.get(externalId)
      return json(200, record ? [toIdentifier(record, clock.now())] : [])
    },
    verify: (body) => {
      const read = zVerify.safeParse(body)
      if (!read.success) return tmfError(400, 'invalidBody', z.prettifyError(read.error))
      const userIdentifier = read.data.userIdentifier.toLowerCase()
      const recent = (wrongTries.get(userIdentifier) ?? []).filter((at) => at > clock.now() - TRIES_WINDOW_MS)
      const [oldest = 0] = recent
      // An identifier that nobody has is counted and answered like any other: the answer tells nothing about who is a customer.
      if (recent.length >= WRONG_TRIES) return verification(false, Math.ceil((oldest + TRIES_WINDOW_MS - clock.now()) / 1_000))
      const isRight = isSame(read.data.password, identities.passwordOf(userIdentifier))
      wrongTries.set(userIdentifier, isRight ? [] : [...recent, clock.now()])
      return verification(isRight, 0)
    },
    resume: () => {
      for (const record of byKey.values()) {
        if (record.state === 'acknowledged') workLater(record)
        if (record.state === 'released' && !holderOf(record.userIdentifier)) identities.remove(record.userIdentifier)
      }
    },
  }
}

const takesOverOf = (effect: NewEffect): string | null => (effect.effect === 'identifierActivated' || effect.effect === 'identifierReserved' ? effect.detail.takesOver : null)
const verification = (isVerified: boolean, retryAfterSeconds: number): JsonReply => json(200, { '@type': 'IdentifierVerification', isVerified, retryAfterSeconds })

function readWish(deps: IdentifierDeskDeps, body: unknown): Wish | JsonReply {
  const read = zCreate.safeParse(body)
  if (!read.success) return tmfError(400, 'invalidBody', z.prettifyError(read.error))
  const { externalId, relatedParty, state: wants, validForSeconds: validSeconds, password } = read.data
  const customer = relatedParty.find((party) => party.role === 'customer')
  if (!customer) return tmfError(400, 'customerMissing', 'An identifier names its customer as relatedParty.')
  const userIdentifier = read.data.userIdentifier.toLowerCase()
  const malformed = checkName(deps, userIdentifier)
  if (malformed) return malformed
  if (password !== undefined && (password.length < MINIMUM_PASSWORD || password.toLowerCase().includes(userIdentifier.split('@')[0] ?? ''))) return tmfError(422, 'PASSWORD-REFUSED', 'The password is shorter than twelve signs or has the name in it.')
  // Without the password: a hash of one does not belong into a book that people read.
  const fingerprint = createHash('sha256').update(JSON.stringify([userIdentifier, customer.id, wants, validSeconds])).digest('hex')
  return { externalId, universalCustomerId: customer.id, password, head: { id: `${deps.code}-ID-${deps.ledger.nextSeq()}`, userIdentifier, fingerprint, wants, validSeconds } }
}

function checkName({ realms }: IdentifierDeskDeps, userIdentifier: string): JsonReply | null {
  const at = userIdentifier.lastIndexOf('@')
  if (!realms.includes(userIdentifier.slice(at + 1))) return tmfError(422, 'REALM-UNKNOWN', 'This realm is not ours.')
  return NAME.test(userIdentifier.slice(0, Math.max(0, at))) ? null : tmfError(422, 'IDENTIFIER-MALFORMED', 'A name has 3 to 64 small letters, digits, dots, dashes or underscores.')
}

/** Takes as long for an identifier that nobody has. */
function isSame(given: string, password: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(password ?? '')) && password !== undefined
}
