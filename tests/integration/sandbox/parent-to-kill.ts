/** A parent for a test to kill: starts one provider, prints its process id, and waits. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { superviseProviders } from '../../../main/hosts/sandbox/supervise.ts'
import type { SuperviseLogLine } from '../../../main/hosts/sandbox/supervise.ts'

superviseProviders({
  directory: mkdtempSync(join(tmpdir(), 'sandbox-parent-')),
  providers: [{ providerId: 'kestrel' }],
  entry: { command: process.execPath, args: [resolve(import.meta.dirname, '../../../main/hosts/sandbox/provider.ts')] },
  onLog: (text) => {
    const line = JSON.parse(text) as SuperviseLogLine
    if (line.event === 'ready') process.stdout.write(`${line.pid}\n`)
  },
})
