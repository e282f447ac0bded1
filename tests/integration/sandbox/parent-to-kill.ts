/** A parent for a test to kill: starts one provider over the directory it is given, prints the provider's process id, and waits. */
import { resolve } from 'node:path'
import { superviseProviders } from '../../../main/hosts/sandbox/supervise.ts'
import type { SuperviseLogLine } from '../../../main/hosts/sandbox/supervise.ts'

superviseProviders({
  directory: process.argv[2] ?? '',
  providers: [{ providerId: 'kestrel' }],
  entry: { command: process.execPath, args: [resolve(import.meta.dirname, '../../../main/hosts/sandbox/provider.ts')] },
  onLog: (text) => {
    const line = JSON.parse(text) as SuperviseLogLine
    if (line.event === 'ready') process.stdout.write(`${line.pid}\n`)
  },
})
