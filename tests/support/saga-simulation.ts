import type { SagaJournal } from '../../main/provisioning/runner/ports.ts'
import type { IdentifierMode } from '../../shared/domain/identifier.ts'
import { CTX, flush, isQuiet, makeDeskDirectory, openDesk, removeDirectory } from './fake-desk.ts'
import type { Desk } from './fake-desk.ts'
import type { FakePorts } from './fake-ports.ts'
import { CALL_FAULTS, createWorld, findHalfDone } from './fake-world.ts'
import type { CallFault, World } from './fake-world.ts'
import { createKillable } from './saga-wrappers.ts'
import { aCatalog, PARTIES, START } from './signup-fixtures.ts'
import { createVirtualTime, seededIds, seededRandom } from './virtual-time.ts'

/** What goes wrong outside a call. */
export const DESK_FAULTS = ['crashBeforeWrite', 'crashAfterWrite', 'crashAfterEffect', 'storageBusy', 'networkCut', 'clockForward', 'clockBack', 'cancel'] as const
export const ALL_FAULTS = [...CALL_FAULTS, ...DESK_FAULTS] as const
export type FaultKind = (typeof ALL_FAULTS)[number]

export type SimulationOptions = {
  readonly seed: number
  readonly prepare?: (directory: string) => void
  readonly faults?: readonly FaultKind[]
  /** Absent: every second seed gives its callers a new identifier. */
  readonly identifierMode?: IdentifierMode
  readonly dedupes?: boolean
  readonly undoIsIdempotent?: boolean
  /** The houses' line has a port that the order takes: of this node. */
  readonly ports?: () => FakePorts
  readonly breakParties?: (parties: Pick<World, 'partners' | 'central'>) => Pick<World, 'partners' | 'central'>
  readonly breakSaga?: (saga: SagaJournal) => SagaJournal
}
export type SimulationResult = { readonly wrong: readonly string[]; readonly states: readonly string[]; readonly hit: readonly FaultKind[] }

const MAX_FAULTS = 7
const MAX_TURNS = 4_000

/** One seed: one or two sign-ups through a world in which up to seven things go wrong, then all is checked. Same seed, same course. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const random = seededRandom(options.seed)
  const kinds = options.faults ?? ALL_FAULTS
  const hit: FaultKind[] = []
  const time = createVirtualTime(START)
  const directory = makeDeskDirectory()
  options.prepare?.(directory)
  /** Draws whether a fault of one of `candidates` happens now. */
  const draw = <K extends FaultKind>(candidates: readonly K[], chance: number): K | null => {
    if (hit.length >= MAX_FAULTS || random() >= chance) return null
    const possible = candidates.filter((kind) => kinds.includes(kind))
    const kind = possible[Math.floor(random() * possible.length)]
    if (kind !== undefined) hit.push(kind)
    return kind ?? null
  }
  const killable = createKillable(() => {
    const kind = draw(['crashBeforeWrite', 'crashAfterWrite', 'storageBusy'], 0.03)
    return kind === 'crashBeforeWrite' ? 'before' : kind === 'crashAfterWrite' ? 'after' : kind === 'storageBusy' ? 'busy' : null
  })
  const ports = options.ports?.()
  const world = createWorld({
    time, ports, catalog: () => aCatalog(), dedupes: options.dedupes ?? true, undoIsIdempotent: options.undoIsIdempotent ?? true,
    faultFor: (call) => {
      const fault = draw<CallFault>(call.what === 'probe' ? ['probeLost'] : CALL_FAULTS, 0.12)
      // An undo that is refused for good does not exist: deleting what is absent succeeds. Recording is no decision either.
      return fault === 'refused' && (call.what === 'undo' || call.name === 'order.record' || call.name === 'address.assign') ? 'lostBefore' : fault
    },
    afterEffect: () => void (draw(['crashAfterEffect'], 0.04) && killable.kill()),
  })
  const parties = options.breakParties?.(world) ?? world
  const wrapSaga = (saga: SagaJournal) => killable.wrap(options.breakSaga?.(saga) ?? saga)
  const open = (): Desk => {
    const desk = openDesk({ directory, time, world: { ...parties, network: world.network }, catalog: () => aCatalog(), wrapSaga, seed: options.seed, takesPort: ports !== undefined, identifierMode: options.identifierMode ?? (options.seed % 2 === 0 ? 'new' : 'existing') })
    desk.runner.start()
    return desk
  }
  let desk = open()
  const orderIds = [await desk.signUp('adr-1')]
  if (random() < 0.3) orderIds.push(await desk.signUp('adr-2'))
  const commandIds = seededIds(0x777)
  let isSettled = false
  for (let turn = 0; turn < MAX_TURNS && !isSettled; turn++) {
    await flush()
    if (killable.isDead()) {
      await desk.runner.stop()
      desk.journal.close()
      killable.revive()
      desk = open()
      continue
    }
    isSettled = isQuiet(desk.journal)
    if (isSettled) break
    const isDisturbed = await disturb(draw, { time, world, cancel: () => desk.cancel({ commandId: commandIds.next(), orderId: orderIds[Math.floor(random() * orderIds.length)] ?? '' }, CTX), kick: () => desk.runner.kick() })
    if (!isDisturbed && !time.fireNext()) break
  }
  const outcomes = orderIds.map(desk.outcomeOf)
  const wrong = [...findHalfDone(world, outcomes, PARTIES), ...(ports?.wrong(outcomes.map((outcome, index) => ({ ...outcome, place: `adr-${index + 1}` }))) ?? [])]
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
  return { wrong, states: outcomes.map((outcome) => outcome.state), hit }
}

/** Answers whether anything was disturbed. */
async function disturb(
  draw: <K extends FaultKind>(candidates: readonly K[], chance: number) => K | null,
  desk: { readonly time: ReturnType<typeof createVirtualTime>; readonly world: World; readonly cancel: () => unknown; readonly kick: () => void },
): Promise<boolean> {
  const fault = draw(['networkCut', 'clockForward', 'clockBack', 'cancel'], 0.15)
  if (fault === 'networkCut') {
    desk.world.network.set(false)
    desk.time.timers.after(30_000, () => {
      desk.world.network.set(true)
      desk.kick()
    })
  }
  if (fault === 'clockForward') desk.time.jump(3 * 3_600_000)
  if (fault === 'clockBack') desk.time.jump(-5 * 3_600_000)
  if (fault === 'cancel') await desk.cancel()
  return fault !== null
}
