import type { IdentifierLine } from '../effect-line.ts'

/** One identifier under one key, as the ISP knows it. An identifier whose reservation has run out is found by `until`. */
export type IdentifierRecord = {
  readonly id: string
  readonly externalId: string
  readonly userIdentifier: string
  readonly universalCustomerId: string
  readonly fingerprint: string
  /** 'takenOver': another key of the same customer goes on with it. */
  readonly state: 'acknowledged' | 'reserved' | 'active' | 'takenOver' | 'released' | 'failed'
  /** When a reservation runs out; null otherwise. */
  readonly until: string | null
  /** When an acknowledged request will be worked on; null otherwise. */
  readonly dueAt: string | null
  readonly wants: 'reserved' | 'active'
  readonly validSeconds: number
  readonly failure: { readonly code: string; readonly reason: string } | null
}

/** The identifiers of an ISP: nothing but the lines of its effect book, read forward. */
export type IdentifierMemory = { readonly byKey: Map<string, IdentifierRecord>; readonly withdrawn: Set<string> }

export const emptyIdentifiers = (): IdentifierMemory => ({ byKey: new Map(), withdrawn: new Set() })

/** Takes one line into the memory. */
export function applyIdentifier(memory: IdentifierMemory, line: IdentifierLine): void {
  switch (line.effect) {
    case 'identifierAcknowledged':
      return keep(memory, { ...head(line), state: 'acknowledged', until: null, dueAt: line.detail.dueAt })
    case 'identifierReserved':
      takeOver(memory, line.detail.takesOver)
      return keep(memory, { ...head(line), state: 'reserved', until: line.detail.until, dueAt: null })
    case 'identifierActivated':
      takeOver(memory, line.detail.takesOver)
      return keep(memory, { ...head(line), state: 'active', until: null, dueAt: null })
    case 'identifierFailed':
      return keep(memory, { ...head(line), state: 'failed', until: null, dueAt: null, failure: { code: line.detail.code, reason: line.detail.reason } })
    case 'identifierReleased': {
      memory.withdrawn.add(line.detail.targetExternalId)
      const target = memory.byKey.get(line.detail.targetExternalId)
      if (target) keep(memory, { ...target, state: 'released', until: null, dueAt: null })
      return
    }
    case 'identifierWithdrawn':
      memory.withdrawn.add(line.detail.targetExternalId)
  }
}

const keep = (memory: IdentifierMemory, record: IdentifierRecord): void => void memory.byKey.set(record.externalId, record)

function takeOver(memory: IdentifierMemory, externalId: string | null): void {
  const before = externalId === null ? undefined : memory.byKey.get(externalId)
  if (before) keep(memory, { ...before, state: 'takenOver', until: null })
}

function head(line: Exclude<IdentifierLine, { effect: 'identifierReleased' | 'identifierWithdrawn' }>) {
  const { id, userIdentifier, fingerprint, wants, validSeconds } = line.detail.request
  return { id, userIdentifier, fingerprint, wants, validSeconds, externalId: line.externalId, universalCustomerId: line.universalCustomerId, failure: null }
}
