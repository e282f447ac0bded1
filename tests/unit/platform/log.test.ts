import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, it } from 'vitest'
import { createFileLog } from '../../../main/platform/log.ts'

/** Takes every opening and no byte, as a full disk does. */
const FULL = '/dev/full'

it('writes one line of JSON per call', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-log-'))
  try {
    const log = createFileLog(join(directory, 'logs', 'console.log'))
    log.info({ useCase: 'a' })
    log.error({ useCase: 'b' })
    const lines = readFileSync(join(directory, 'logs', 'console.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object)
    expect(lines).toMatchObject([{ level: 30, useCase: 'a' }, { level: 50, useCase: 'b' }])
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})

it.skipIf(!existsSync(FULL))('never stops who logs when the disk is full', () => {
  const log = createFileLog(FULL)
  expect(() => {
    for (let line = 0; line < 100; line += 1) log.warn({ useCase: 'signup.saveDraft', outcome: 'storage-full' })
  }).not.toThrow()
})

it.skipIf(!existsSync(FULL))('the control: a destination nobody listens to throws its error at who logs', () => {
  const careless = pino(pino.destination({ dest: FULL, sync: true }))
  expect(() => careless.info({ useCase: 'signup.saveDraft' })).toThrow('ENOSPC')
})
