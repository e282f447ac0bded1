import { spawn } from 'node:child_process'
import { hasDisplay, type Machine } from './choose-host.ts'

/** Opens the machine's own browser where there is one to see. Not under CI and not without a display. Failing to is no error: the link stands on the screen. */
export function openBrowser(link: string, machine: Machine): void {
  const opener = browserOpener(machine)
  if (!opener) return
  const child = spawn(opener.command, [...opener.args, link], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

/** The command that opens a link, or null where no browser should be opened. */
export function browserOpener(machine: Machine): { readonly command: string; readonly args: readonly string[] } | null {
  if (machine.env.CI === 'true' || !hasDisplay(machine)) return null
  if (machine.platform === 'darwin') return { command: 'open', args: [] }
  if (machine.platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] }
  return { command: 'xdg-open', args: [] }
}
