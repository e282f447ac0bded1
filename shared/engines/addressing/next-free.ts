import type { IpPool, IpRule } from '../../domain/addressing.ts'
import { candidatesFrom } from './candidates.ts'

/** The first address of a pool that is not taken; null when the pool is exhausted. `isTaken`: held, assigned or in quarantine. */
export function nextFree(pool: IpPool, strategy: IpRule['strategy'], isTaken: (address: string) => boolean): string | null {
  for (const address of candidatesFrom(pool, strategy)) if (!isTaken(address)) return address
  return null
}
