import type { HostName } from './desk-options.ts'
import type { ElectronRuntime } from './electron-runtime.ts'

export type Machine = { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> }
export type HostChoice =
  | { readonly host: 'electron'; readonly runtime: string }
  | { readonly host: 'loopback' | 'headless' }
  /** A window was wanted or preferred and cannot be had; `why` is one plain sentence. */
  | { readonly host: 'loopback'; readonly why: string }

/** Where the console is shown: what was asked for, else a window where there is a display and Electron's runtime, else the browser. */
export async function chooseHost(asked: HostName | null, machine: Machine, findRuntime: () => Promise<ElectronRuntime>): Promise<HostChoice> {
  if (asked === 'loopback' || asked === 'headless') return { host: asked }
  if (!hasDisplay(machine)) return { host: 'loopback', why: 'There is no display for a window here, so the desk is served to a browser instead.' }
  const runtime = await findRuntime()
  if (runtime.kind === 'present') return { host: 'electron', runtime: runtime.executable }
  return { host: 'loopback', why: `Electron's runtime is not here (${runtime.why}), so the desk is served to a browser instead.` }
}

/** True where a window can be shown. */
export const hasDisplay = ({ platform, env }: Machine): boolean =>
  platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
