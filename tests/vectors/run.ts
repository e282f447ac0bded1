// `npm run vectors -- DIR`: every case of every file there; each mismatch in words. Last line: `N passed, N failed`.
import { evaluate, mismatch } from './evaluate.ts'
import { readCases } from './read-cases.ts'

const directory = process.argv[2]
if (directory === undefined) {
  process.stderr.write('usage: npm run vectors -- DIR\n')
  process.exitCode = 2
} else {
  let failed = 0
  const cases = readCases(directory)
  for (const one of cases) {
    const problem = judge(one)
    if (problem === null) continue
    failed += 1
    process.stdout.write(`${one.file} ${one.id}: ${problem}\n`)
  }
  process.stdout.write(`${cases.length - failed} passed, ${failed} failed\n`)
  process.exitCode = failed === 0 ? 0 : 1
}

function judge(one: Parameters<typeof evaluate>[0]): string | null {
  try {
    return mismatch(one, evaluate(one))
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^invariant broken: /, '') : String(error)
  }
}
