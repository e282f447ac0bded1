import { z } from 'zod'
import { tmfError } from './reply.ts'
import type { JsonReply, Reply } from './reply.ts'

export const FAULTS = ['accept', 'reject', 'slow', 'late', 'twice', 'half', 'never', 'unavailableAfterEffect', 'restart'] as const
export type FaultName = (typeof FAULTS)[number]

/** Exit code by which a provider asks its supervisor for a restart. 75 is EX_TEMPFAIL of sysexits. */
export const RESTART_EXIT_CODE = 75

/** Which faults make sense where: a qualification has nothing to finish later, a datagram has no 503. */
const SUPPORTED = {
  serviceOrder: FAULTS,
  identifier: FAULTS,
  qualification: ['accept', 'reject', 'slow', 'twice', 'half', 'never', 'unavailableAfterEffect', 'restart'],
  radius: ['accept', 'reject', 'slow', 'twice', 'half', 'never', 'restart'],
} as const satisfies Record<string, readonly FaultName[]>
export type FaultTarget = keyof typeof SUPPORTED

export const zOrderedFault = z
  .object({
    fault: z.enum(FAULTS),
    code: z.string().min(1).max(60).optional(),
    times: z.int().min(1).max(1_000).default(1),
    delayMs: z.int().min(0).max(600_000).default(6_000),
    on: z.enum(['serviceOrder', 'identifier', 'qualification', 'radius']).default('serviceOrder'),
  })
  .refine((order) => (SUPPORTED[order.on] as readonly FaultName[]).includes(order.fault), { message: 'this fault cannot happen there' })
export type OrderedFault = z.infer<typeof zOrderedFault>

/** The failures ordered for the next requests, oldest first, one queue per kind of request. */
export type FaultQueue = {
  readonly order: (fault: OrderedFault) => void
  /** The fault for the request at hand; undefined when it is to be answered normally. */
  readonly take: (on: FaultTarget) => OrderedFault | undefined
  readonly list: () => readonly OrderedFault[]
  readonly clear: () => void
}

/** Where a queue outlives its process. */
export type FaultFile = { readonly recovered: readonly OrderedFault[]; readonly save: (faults: readonly OrderedFault[]) => void }

/** A queue over what was ordered before. `file` absent: it ends with the process. Every change is kept before it counts, so that a restart neither forgets nor repeats a fault. */
export function createFaultQueue(file?: FaultFile): FaultQueue {
  let queue: readonly OrderedFault[] = file?.recovered ?? []
  const keep = (next: readonly OrderedFault[]): void => {
    file?.save(next)
    queue = next
  }
  return {
    order: (fault) => keep([...queue, fault]),
    take: (on) => {
      const index = queue.findIndex((candidate) => candidate.on === on)
      const fault = queue[index]
      if (!fault) return undefined
      const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []
      keep([...queue.slice(0, index), ...rest, ...queue.slice(index + 1)])
      return fault
    },
    list: () => queue,
    clear: () => keep([]),
  }
}

/** The ways a request can be worked on. `work` has its effect before it returns. */
export type Work = {
  readonly work: () => JsonReply
  readonly refuse: (code: string | undefined) => JsonReply
  /** Accepts now and does the work after the delay; absent where nothing can be finished later. */
  readonly acknowledge?: (delayMs: number) => JsonReply
}

/** Works on a request the way the ordered fault says. Without a fault: works and answers. */
export function answerWithFault(fault: OrderedFault | undefined, { work, refuse, acknowledge }: Work): Reply {
  switch (fault?.fault) {
    case undefined:
    case 'accept':
      return work()
    case 'reject':
      return refuse(fault.code)
    case 'slow':
      return { kind: 'later', delayMs: fault.delayMs, reply: work() }
    case 'late':
      return acknowledge ? acknowledge(fault.delayMs) : work()
    case 'twice':
      work()
      return work()
    case 'half':
      return { kind: 'half', reply: work() }
    case 'never':
      work()
      return { kind: 'silence' }
    case 'unavailableAfterEffect':
      work()
      return tmfError(503, 'unavailable', 'The service is temporarily unavailable.')
    case 'restart':
      work()
      return { kind: 'exit', code: RESTART_EXIT_CODE }
  }
}
