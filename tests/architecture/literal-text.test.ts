import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { literalTexts } from './literal-text.ts'

const ROOT = join(import.meta.dirname, '../..')
/** The theme holds no words, only fonts; the label's wording is the regulation's and stays in its language. */
const NOT_OURS = ['renderer/theme/theme.ts', 'renderer/components/FactsLabel.tsx']
const SCREENS = globSync('renderer/**/*.{ts,tsx}', { cwd: ROOT }).filter((file) => !NOT_OURS.includes(file)).toSorted()

const found = (source: string) => literalTexts(source, 'screen.tsx').map((literal) => literal.words)

describe('a screen', () => {
  it.each(SCREENS)('%s has its words from the messages', (file) => {
    expect(literalTexts(readFileSync(join(ROOT, file), 'utf8'), file)).toEqual([])
  })
})

describe('the search for literal text', () => {
  it.each([
    ['words between tags', 'const A = () => <p>Not yet</p>'], ['a spoken attribute', 'const A = () => <p aria-label="Steps" />'], ['a template in a spoken attribute', 'const A = ({ n }) => <p title={`Step ${n}`} />'],
    ['a branch', 'const A = ({ on }) => <p>{on ? "On" : null}</p>'], ['a default', 'const A = ({ name }) => <p>{name || "Nobody"}</p>'], ['a face', 'const face = { kind: "empty", title: "Nothing" }'],
    ['a sentence in code', 'work.note("Order kept on this desk")'], ['a sentence with a value', 'work.note(`Address ${place} taken over`)'],
  ])('catches %s', (_what, source) => expect(found(source).length).toBe(1))
  it.each([
    ['classes', 'const A = ({ on }) => <p className={`lm-a ${on ? "lm-b lm-c" : "lm-d"}`} />'], ['keys', 'const A = () => <Key chord="Ctrl Enter" />'], ['units', 'const A = ({ n }) => <p>{n} Mbps</p>'], ['a text by key', 'const A = () => <p>{t("app.name")}</p>'],
    ['signs', 'const A = () => <p>· → ✓ {a} / {b}</p>'], ['comparisons', 'const A = ({ k }) => <p>{k === "ready" ? <B /> : null}</p>'], ['selectors', 'document.querySelector("main input, main button")'], ['what only a developer reads', 'throw new Error("the page has no root")'],
    ['a code under a name that may hold words', 'const stroke = { group: "data" }'], ['types', 'type A = { title: "Ready now or later" }'],
  ])('lets %s be', (_what, source) => expect(found(source)).toEqual([]))
})
