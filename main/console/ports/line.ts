import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { PortLine } from '../../../shared/domain/port-line.ts'
import { PORT_PROMISE_HOURS } from '../../../shared/domain/port-line.ts'
import type { QualificationFacts, QualificationPolicy } from '../../../shared/domain/qualification.ts'
import { portLines } from '../../../shared/engines/qualification/port-lines.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler, HandlerCtx } from '../context.ts'

export type PortLineDeps = {
  readonly cache: {
    readonly address: (id: string) => GeographicAddress | null
    readonly facts: (addressId: string) => Pick<QualificationFacts, 'branches' | 'sectors' | 'waiting' | 'promised'>
    readonly territory: () => { readonly policy: QualificationPolicy } | null
  }
  readonly clock: Clock
}
export type MovePortLineDeps = PortLineDeps & { readonly central: CentralClient; readonly network: Pick<Network, 'isUp'>; readonly deskId: string; readonly pull: () => Promise<boolean> }

/** Who waits for a port and who orders are of one class: it is who came first. */
const WAITING_CLASS = 1

export type Standing = { readonly lines: PortLine[]; readonly promiseHours: number }

/** The lines a house stands in or would stand in, by what this desk was told last. */
export const createReadPortLines = (deps: PortLineDeps): Handler<'ports.lines'> => ({ place }) => standingOf(deps, place)

/** Puts the house of the call in line. The command's id is its number there and the key at central: pressed twice, it stands once. */
export const createJoinPortLine = (deps: MovePortLineDeps): Handler<'ports.joinLine'> => ({ commandId, place, queueId }, { user }) =>
  move(deps, place, async ({ lines }) => {
    const line = lines.find((one) => one.queueId === queueId)
    if (line?.kind !== 'full') return ok(null)
    const distanceM = distanceTo(deps, place, line)
    return deps.central.command('ports.wait', commandId, { queueId, orderId: commandId, place, priorityClass: WAITING_CLASS, since: deps.clock.now(), distanceM }, actor(deps, user))
  })

/** Takes the house out of line; those behind it move up. A port that is kept already goes to the next in line at once. */
export const createLeavePortLine = (deps: MovePortLineDeps): Handler<'ports.leaveLine'> => ({ commandId, place, queueId }, { user }) =>
  move(deps, place, async ({ lines }) => {
    const line = lines.find((one) => one.queueId === queueId)
    const entryId = line === undefined || line.kind === 'full' ? null : line.entryId
    return entryId === null ? ok(null) : deps.central.command('ports.release', commandId, { orderId: entryId }, actor(deps, user))
  })

/** Asks central about the newest line, and tells how the house stands after. */
async function move(deps: MovePortLineDeps, place: string, change: (standing: Standing) => Promise<Result<unknown, AppError>>): Promise<Result<Standing, AppError>> {
  if (!deps.cache.address(place)) return err(appError('address-unknown'))
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  await deps.pull()
  const before = standingOf(deps, place)
  if (!before.ok) return before
  const changed = await change(before.value)
  if (!changed.ok) return changed
  await deps.pull()
  return standingOf(deps, place)
}

/** How a house stands with every line around it. Errors: `address-unknown`. */
export function standingOf(deps: PortLineDeps, place: string): Result<Standing, AppError> {
  const { cache, clock } = deps
  if (!cache.address(place)) return err(appError('address-unknown'))
  return ok({ lines: [...portLines(cache.facts(place), { place: asId(place), now: clock.now() })], promiseHours: promiseHoursOf(deps) })
}

/** For how many hours a port is kept here for who was next. */
export const promiseHoursOf = ({ cache }: PortLineDeps): number => cache.territory()?.policy.portPromiseHours ?? PORT_PROMISE_HOURS

/** Among those who came in the same moment the nearer house is first. A distance that is not known is the farthest. */
function distanceTo({ cache }: PortLineDeps, place: string, { queueId }: PortLine): number {
  const { branches, sectors } = cache.facts(place)
  const found = [...branches.filter(({ nodeId }) => nodeId === queueId), ...sectors.filter(({ sectorId }) => sectorId === queueId)].map(({ distanceM }) => distanceM)
  return Math.min(FARTHEST_M, ...found.filter((distanceM) => Number.isFinite(distanceM)))
}
const FARTHEST_M = 1e6

const actor = ({ deskId }: MovePortLineDeps, user: HandlerCtx['user']) => ({ deskId, userId: user?.userId ?? '', role: user?.role ?? '' })
