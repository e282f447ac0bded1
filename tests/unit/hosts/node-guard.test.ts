import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

const GUARD = join(import.meta.dirname, '../../../main/hosts/launch/node-guard.mjs')

/** Runs the guard in this Node, which claims to be another. */
const runAs = (version: string) => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-guard-'))
  const claim = join(directory, 'claim.mjs')
  writeFileSync(claim, `Object.defineProperty(process.versions, 'node', { value: '${version}' })`)
  const run = spawnSync(process.execPath, ['--import', pathToFileURL(claim).href, '--import', pathToFileURL(GUARD).href, '-e', 'process.stdout.write("ran")'], { encoding: 'utf8' })
  rmSync(directory, { recursive: true })
  return run
}

it('ends with a sentence on an old Node and does not run the program', () => {
  const run = runAs('20.20.2')
  expect([run.status, run.stdout]).toEqual([1, ''])
  expect(run.stderr).toMatch(/^Lastmile Desk needs Node 24 or newer; this is v/)
})

it.each(['24.0.0', '26.1.0'])('lets Node %s pass in silence', (version) => {
  const run = runAs(version)
  expect([run.status, run.stdout, run.stderr]).toEqual([0, 'ran', ''])
})
