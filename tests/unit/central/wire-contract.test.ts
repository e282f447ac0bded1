// Goal: every row of the wire has a schema, a use case, roles, words for its refusals, and refuses what is malformed.
// Method: one valid input per row, then every field of it removed or replaced in turn; control: a schema that takes anything is caught.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { COMMANDS, QUERIES } from '../../../main/central/handlers.ts'
import { COMMAND_SCHEMAS, QUERY_SCHEMAS } from '../../../main/central/wire-schemas.ts'
import type { CentralCommandName, CentralQueryName } from '../../../shared/contract/central/wire.ts'
import { EN } from '../../../shared/messages/en.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import { ADMIN, commandInputs, queryInputs } from './support/builders.ts'
import { centralForTest, codeOf } from './support/start-central.ts'

const inputs = commandInputs('o1')
const commandNames = Object.keys(COMMANDS) as CentralCommandName[]
const queryNames = Object.keys(QUERIES) as CentralQueryName[]

/** The input without each required field, with each field of another type, and things that are no input at all. */
function broken(input: object, isOptional: (field: string) => boolean): readonly unknown[] {
  const fields = Object.keys(input)
  return [
    null, 'text', 7, [],
    ...fields.filter((field) => !isOptional(field)).map((field) => Object.fromEntries(Object.entries(input).filter(([name]) => name !== field))),
    ...fields.map((field) => ({ ...input, [field]: { wrong: true } })),
    ...fields.filter((field) => field.endsWith('Id')).flatMap((field) => [{ ...input, [field]: '' }, { ...input, [field]: 'x'.repeat(2000) }]),
  ]
}
const taken = (schema: z.ZodType, values: readonly unknown[]): readonly unknown[] => values.filter((value) => schema.safeParse(value).success)

describe('the wire of central', () => {
  it('has one schema and one use case for the same names', () => {
    expect(Object.keys(COMMAND_SCHEMAS).toSorted()).toEqual(commandNames.toSorted())
    expect(Object.keys(QUERY_SCHEMAS).toSorted()).toEqual(queryNames.toSorted())
    expect(Object.keys(inputs).toSorted()).toEqual(commandNames.toSorted())
  })

  it.each(commandNames)('%s takes a valid input and refuses every broken one', (name) => {
    expect(COMMAND_SCHEMAS[name].safeParse(inputs[name]).success).toBe(true)
    expect(taken(COMMAND_SCHEMAS[name], broken(inputs[name], () => false))).toEqual([])
  })

  it.each(queryNames)('%s takes a valid input and refuses every broken one', (name) => {
    expect(QUERY_SCHEMAS[name].safeParse(queryInputs[name]).success).toBe(true)
    expect(taken(QUERY_SCHEMAS[name], broken(queryInputs[name], () => false))).toEqual([])
  })

  it('control: a schema that takes anything is caught by the same check', () => {
    expect(taken(z.any(), broken(inputs['address.hold'], () => false)).length).toBeGreaterThan(0)
  })

  it.each(commandNames)('%s answers input-invalid with the place and without the value, and keeps nothing', async (name) => {
    const started = await centralForTest()
    const answer = await started.central.command(name, 'k', { secret: 'tok_demo_secret' }, ADMIN)
    expect(answer).toMatchObject({ ok: false, error: { code: 'input-invalid', details: { path: expect.any(String), problem: expect.any(String) } } })
    expect(JSON.stringify(answer)).not.toContain('tok_demo_secret')
    expect(await started.ask('command.outcome', { key: 'k' })).toEqual({ found: false })
  })

  it.each(['', 'address.steal', 'toString', '__proto__', 7, null])('answers a name it does not know, such as %j, by a refusal', async (name) => {
    const started = await centralForTest()
    expect(['unknown-command', 'input-invalid']).toContain(codeOf(await started.central.command(name, 'k', {}, ADMIN)))
    expect(['unknown-command', 'input-invalid']).toContain(codeOf(await started.central.query(name, {})))
  })

  it.each([['a missing key', undefined, ADMIN], ['an empty key', '', ADMIN], ['a key too long', 'k'.repeat(201), ADMIN], ['no actor', 'k', undefined], ['an actor without a desk', 'k', { userId: 'u', role: 'rep' }]])('refuses %s', async (_what, key, actor) => {
    const started = await centralForTest()
    expect(codeOf(await started.central.command('address.assign', key, inputs['address.assign'], actor))).toBe('input-invalid')
  })
})

/** Every code that central's source names. */
function codesOfCentral(): readonly string[] {
  const root = join(import.meta.dirname, '../../../main')
  const files = ['central', 'store/central', 'platform/central-client'].flatMap((room) => readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(root, room, file), 'utf8')))
  const named = files.flatMap((text) => [...text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map((match) => String(match[1])))
  return [...new Set(named)].filter((code) => Object.hasOwn(ERRORS, code)).toSorted()
}

describe('the words for central', () => {
  it('names the codes that its commands can answer', () => {
    expect(codesOfCentral()).toEqual(expect.arrayContaining(['address-rule-missing', 'card-digits-refused', 'central-older', 'central-unavailable', 'command-reused', 'hold-expired', 'input-invalid', 'local-id-taken', 'not-permitted', 'pool-exhausted', 'storage-full', 'unknown-command']))
  })

  it('has a sentence for every one of them', () => {
    expect(codesOfCentral().filter((code) => !Object.hasOwn(EN, `error.${code}`))).toEqual([])
  })
})
