import { ok } from '../../../shared/kernel/result.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'

/** The desk's own network switch: cut, nothing leaves the desk and every call answers at once. It starts up. */
export function createNetworkSwitch(onChange: (up: boolean) => void): { readonly network: Network; readonly setNetwork: Handler<'desk.setNetwork'> } {
  let up = true
  return {
    network: { isUp: () => up },
    setNetwork: ({ state }) => {
      const next = state === 'up'
      if (next !== up) {
        up = next
        onChange(up)
      }
      return ok({ state })
    },
  }
}
