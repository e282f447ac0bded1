import type { CentralAnswer, CentralCommandName, CentralCommands } from '../../../shared/contract/central/wire.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Facts } from '../runner/ports.ts'
import type { StepContext, StepDefinition, StepDeps, StepNotDone, StepUnknown } from './step.ts'

type Input<N extends CentralCommandName> = CentralCommands[N]['input']
type Output<N extends CentralCommandName> = CentralCommands[N]['output']
type Undo = { readonly [N in CentralCommandName]: { readonly name: N; readonly input: (request: never) => Input<N> } }[CentralCommandName]

/**
 * A step that is one command at central: performed with the step's key, probed by asking what became of that key, undone by another
 * command. `details`: the facts a screen and later steps need from the answer.
 */
export function centralStep<N extends CentralCommandName>(spec: {
  readonly name: N
  readonly request: (context: StepContext, deps: StepDeps) => Result<Input<N>, AppError>
  readonly obstacle?: StepDefinition['obstacle']
  readonly details: (output: Output<N>, request: Input<N>) => Facts
  readonly undo: Undo | null
  /** What goes with the request and must not be kept in the journal's steps. `forget`: central has it. */
  readonly secret?: { readonly read: (context: StepContext, deps: StepDeps) => Partial<Input<N>>; readonly forget: (context: StepContext, deps: StepDeps) => void }
}): StepDefinition {
  const { name, undo } = spec
  const settle = (answer: CentralAnswer<unknown>, request: unknown) => {
    const outcome = classify(answer)
    return outcome.kind === 'done' ? { kind: 'done' as const, details: spec.details(outcome.value as Output<N>, request as Input<N>) } : outcome
  }
  return {
    leavesDesk: true,
    request: spec.request,
    ...(spec.obstacle ? { obstacle: spec.obstacle } : {}),
    perform: async (context, deps) => {
      const { step, key, actor } = context
      const input = { ...(step.request as Input<N>), ...spec.secret?.read(context, deps) }
      const answer = await deps.central.command(name, key, input, actor)
      if (answer.ok) spec.secret?.forget(context, deps)
      return settle(answer, step.request)
    },
    probe: async ({ step, key }, { central }) => {
      const answer = await central.query('command.outcome', { key })
      if (!answer.ok) return { kind: 'unknown', error: answer.error }
      return answer.value.found ? settle(answer.value.answer, step.request) : { kind: 'absent' }
    },
    compensate: undo && (async ({ step, key, actor }, { central }) => {
      const outcome = classify(await central.command(undo.name, `${key}:undo`, undo.input(step.request as never), actor))
      return outcome.kind === 'done' ? { kind: 'done', details: {} } : outcome
    }),
  }
}

/** Only a refusal that central decided on is certain; silence, and a fault inside central, leave the outcome open. */
function classify(answer: CentralAnswer<unknown>): { readonly kind: 'done'; readonly value: unknown } | StepNotDone | StepUnknown {
  if (answer.ok) return { kind: 'done', value: answer.value }
  const { code } = answer.error
  const isCertain = code === 'network-unavailable' || ERRORS[code].kind !== 'unavailable'
  return isCertain ? { kind: 'notDone', error: answer.error } : { kind: 'unknown', error: answer.error }
}
