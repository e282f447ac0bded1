// Goal: the direction of design.md section 4 holds in every file. Method: the table is data, the graph is read from the sources;
// planted bad edges prove that the reader sees them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCycles, findForbiddenEdges, readImports, type Source } from './import-graph.ts'
import { ROOMS } from './rooms.ts'

const ROOT = join(import.meta.dirname, '../..')
const TOP_FOLDERS = ['shared', 'main', 'preload', 'renderer']

const sources: readonly Source[] = TOP_FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && /\.tsx?$/.test(item.name))
    .map((item) => join(item.parentPath, item.name))
    .map((file) => ({ file: relative(ROOT, file).split(sep).join('/'), text: readFileSync(file, 'utf8') })))

describe('the house', () => {
  it('has no import that its table does not name', () => { expect(findForbiddenEdges(sources, ROOMS)).toEqual([]) })
  it('has no cycle', () => { expect(findCycles(sources)).toEqual([]) })
  it('was read: every room that exists has imports', () => {
    expect(sources.length).toBeGreaterThan(30)
    expect(sources.flatMap(readImports).length).toBeGreaterThan(sources.length)
  })
})

describe('the check itself', () => {
  const plant = (file: string, text: string) => findForbiddenEdges([{ file, text }], ROOMS)
  it.each([
    ['a kernel that knows the domain', 'shared/kernel/bad.ts', `import { ERRORS } from '../domain/errors.ts'`],
    ['a shared rule that reads a file', 'shared/engines/rating/bad.ts', `import { readFileSync } from 'node:fs'`],
    ['a screen that computes', 'renderer/panels/bad.tsx', `import { rate } from '../../shared/engines/rating/rate.ts'`],
    ['a screen that imports main', 'renderer/panels/bad.tsx', `import type { ConsoleHandle } from '../../main/hosts/console-handle.ts'`],
    ['a use case that opens a store', 'main/console/orders/bad.ts', `import { openDatabase } from '../../store/sql/open.ts'`],
    ['a store that runs a use case', 'main/store/desk/bad.ts', `import { dispatch } from '../../console/dispatch.ts'`],
    ['central that knows the desk', 'main/central/orders/bad.ts', `export { dispatch } from '../../console/dispatch.ts'`],
    ['a lazy way round', 'main/provisioning/bad.ts', `const store = await import('../store/sql/open.ts')`],
    ['a provider that shares our domain', 'main/hosts/sandbox/bad.ts', `import type { Customer } from '../../../shared/domain/customer.ts'`],
    ['a host that shares a provider\'s code', 'main/hosts/electron/bad.ts', `import { run } from '../sandbox/provider.ts'`],
    ['another host that imports electron', 'main/hosts/loopback/bad.ts', `import { app } from 'electron'`],
    ['a use case that imports electron', 'main/console/bad.ts', `import {\n  app,\n} from 'electron'`],
    ['a product that imports its tests', 'main/console/bad.ts', `import { fake } from '../../tests/support/fake.ts'`],
    ['a file in no room', 'main/stray.ts', ''],
  ])('sees %s', (_, file, text) => { expect(plant(file, text)).toHaveLength(1) })
  it('lets the table\'s own edges pass', () => {
    expect(plant('main/store/desk/good.ts', `import type { Journal } from '../../console/context.ts'\nimport { ok } from '../../../shared/kernel/result.ts'\nimport { z } from 'zod'`)).toEqual([])
  })
  it('sees a cycle over three files', () => {
    const ring = ['a', 'b', 'c'].map((name, index) => ({ file: `shared/kernel/${name}.ts`, text: `import './${['b', 'c', 'a'][index]}.ts'` }))
    expect(findCycles(ring)).toEqual(['shared/kernel/a.ts → shared/kernel/b.ts → shared/kernel/c.ts → shared/kernel/a.ts'])
  })
})
