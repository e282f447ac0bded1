// A whole desk that imports a list until somebody kills it: node tests/support/desk-importing.ts DIRECTORY LIST. Says "kept N" once rows are kept.
import { writeSync } from 'node:fs'
import { startDeskRig } from './desk-rig.ts'

const [dataDir = '', list = ''] = process.argv.slice(2)
const rig = await startDeskRig(dataDir)
await rig.ask('session.signIn', { userName: 'admin', passphrase: 'demo-admin' }, 'admin')
await rig.ask('territory.import', { territory: 'tinytown', title: null, city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false, files: [{ kind: 'addresses', fileId: null, path: list }] }, 'admin')
for (;;) {
  const { job } = await rig.ask('territory.importState', {}, 'admin')
  if (job && job.files[0]!.written > 0) writeSync(1, `kept ${job.files[0]!.written} ${job.state}\n`)
}
