import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runDesk } from '../../../main/hosts/launch/run-desk.ts'
import { createFakeConsole } from '../../support/fake-console.ts'

let directory: string
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'lastmile-run-')) })
afterEach(() => { rmSync(directory, { recursive: true }) })

/** A desk without a window over a console that echoes. */
function aDesk() {
  const console = createFakeConsole()
  const printed: string[] = []
  const stop = new AbortController()
  const ended = runDesk(['--host', 'headless', `--data=${join(directory, 'data')}`], {
    root: directory, build: async () => undefined, print: (line) => printed.push(line), startConsole: async () => ({ kind: 'started', console }),
  }, stop.signal)
  return { console, printed, stop, ended }
}

it('ends with 0 when it is told to, and ends what it started', async () => {
  const desk = aDesk()
  desk.stop.abort()
  expect(await desk.ended).toBe(0)
})

it('says so and ends with 1 when its console ends by itself: a desk that answers nobody must not look alive', async () => {
  const desk = aDesk()
  desk.console.fail('The desk has stopped: the disk is full.')
  expect(await desk.ended).toBe(1)
  expect(desk.printed.at(-1)).toBe('The desk has stopped: the disk is full.')
  expect(desk.console.isStopped()).toBe(true)
})
