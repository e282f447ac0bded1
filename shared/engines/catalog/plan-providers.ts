import type { Provider } from '../../domain/catalog.ts'
import type { FoundPlan } from '../../domain/found-plan.ts'
import type { ProviderId } from '../../kernel/ids.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** A company that is met for the first time in a plan of `plan`: its name as the files have it, a code that nobody else has. */
export function newProvider(id: ProviderId, plan: Pick<FoundPlan, 'providerId' | 'overProviderId'>, names: Readonly<Record<string, string>>, others: readonly Provider[]): Provider {
  const name = (names[id] ?? id.replaceAll('-', ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase())).slice(0, 120)
  const isReseller = id === plan.providerId && plan.overProviderId !== null
  return { id, name, code: codeOf(name, new Set(others.map(({ code }) => code))), roles: isReseller ? ['reseller', 'isp'] : ['network', 'isp'], origin: 'real', realms: [] }
}

/** The first letter and the next two consonants, as people shorten names; then whatever is free. */
function codeOf(name: string, taken: ReadonlySet<string>): string {
  const letters = name.normalize('NFD').toUpperCase().replaceAll(/[^A-Z]/g, '')
  const short = (letters.slice(0, 1) + letters.slice(1).replaceAll(/[AEIOUY]/g, '') + letters.slice(1)).padEnd(3, 'X').slice(0, 3)
  if (!taken.has(short)) return short
  for (const last of LETTERS) if (!taken.has(short.slice(0, 2) + last)) return short.slice(0, 2) + last
  for (const first of LETTERS) for (const second of LETTERS) for (const third of LETTERS) if (!taken.has(first + second + third)) return first + second + third
  return short
}
