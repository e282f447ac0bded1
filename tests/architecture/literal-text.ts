import { parseAst } from 'vite'

export type LiteralText = { readonly line: number; readonly words: string }
/** `named`: a property that holds words or a code; a code begins small and is one word. */
type Context = 'code' | 'shown' | 'named' | 'silent'
type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown }

/** Names of keys, units and of the product are the same in every language. */
const SAME_EVERYWHERE = /\b(?:Ctrl|Alt|Shift|Enter|Esc|Space|Tab|Home|End|PgUp|PgDn|F\d+|Mbps|Gbps|kbps|ms|kB|MB|GB|dBm|USD|Lastmile|RADIUS|PO|UC|BA)\b/g
const SPOKEN_ATTRIBUTES = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label', 'hint', 'aside', 'caption', 'head', 'note', 'body', 'what', 'problem', 'sentence'])
const SPOKEN_PROPERTIES = new Set(['label', 'title', 'body', 'note', 'what', 'hint', 'caption', 'head', 'notNow', 'group', 'stateLabel', 'sentence', 'words', 'aside'])
/** Attributes and calls whose strings are never read by a person. */
const SILENT_ATTRIBUTES = new Set(['className', 'd', 'viewBox', 'strokeDasharray', 'points', 'transform', 'htmlFor', 'href', 'rel', 'lang', 'autoComplete', 'aria-describedby', 'aria-controls', 'aria-labelledby', 'style', 'type', 'role'])
const SILENT_CALLS = /^(?:querySelector|querySelectorAll|matches|closest|getElementById|t|tf|matchMedia|getAttribute|setAttribute|call|addEventListener|test|dynamicImport|split|startsWith|endsWith|includes|replace|replaceAll|Error|TypeError|SyntaxError)$/

const isSpoken = (words: string): boolean => /\p{L}{2,}/u.test(words.replaceAll(SAME_EVERYWHERE, ''))
/** Two words in a row, or a word with a capital or an end of sentence: prose, wherever it stands. */
const isProse = (words: string): boolean => isSpoken(words) && /\p{L}[\p{L}’'-]*[,:;.]? \p{L}/u.test(words) && !/^[\w.#\-[\]=*:>,"()\s]*(?:lm-|\[data-|::)/.test(words)

/** Words that a person would read or hear and that stand in the source of a screen instead of in the messages. */
export function literalTexts(source: string, fileName: string): readonly LiteralText[] {
  const found: LiteralText[] = []
  const add = (node: Node, words: string) => found.push({ line: source.slice(0, node.start).split('\n').length, words: words.trim() })
  const visit = (node: Node, context: Context) => {
    if (node.type.startsWith('TS') || node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration' && node['source']) return
    if (node.type === 'JSXText' && isSpoken(String(node['value']))) return add(node, String(node['value']))
    const words = wordsOf(node)
    if (words !== null) {
      if (isFound(words, context)) add(node, words)
      return childrenOf(node).forEach((child) => visit(child, context === 'silent' ? 'silent' : 'code'))
    }
    for (const child of childrenOf(node)) visit(child, contextOf(node, child, context))
  }
  visit(parseAst(source, { lang: 'tsx', astType: 'ts' }, fileName) as unknown as Node, 'code')
  return found
}

function isFound(words: string, context: Context): boolean {
  if (context === 'silent') return false
  if (context === 'shown' || (context === 'named' && /^\p{Lu}/u.test(words))) return isSpoken(words)
  return isProse(words)
}

function contextOf(node: Node, child: Node, context: Context): Context {
  if (node.type === 'JSXAttribute') {
    const name = String((node['name'] as Node)['name'] as string)
    return SPOKEN_ATTRIBUTES.has(name) ? 'shown' : SILENT_ATTRIBUTES.has(name) || name.startsWith('data-') ? 'silent' : 'code'
  }
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') return child.type === 'JSXExpressionContainer' ? 'shown' : 'code'
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = node['callee'] as Node
    const name = String((callee['property'] as Node | undefined)?.['name'] ?? callee['name'] ?? '')
    return SILENT_CALLS.test(name) ? 'silent' : 'code'
  }
  if (node.type === 'Property') return child === node['key'] ? 'silent' : SPOKEN_PROPERTIES.has(String((node['key'] as Node)['name'] ?? '')) ? 'named' : 'code'
  if (node.type === 'ConditionalExpression') return child === node['test'] ? 'silent' : context
  if (node.type === 'LogicalExpression' || node.type === 'JSXExpressionContainer' || node.type === 'ParenthesizedExpression') return context
  if (node.type === 'BinaryExpression') return node['operator'] === '+' ? context : 'silent'
  return context === 'silent' && node.type !== 'ArrowFunctionExpression' ? 'silent' : 'code'
}

function wordsOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null
  return node.type === 'TemplateLiteral' ? (node['quasis'] as readonly Node[]).map((quasi) => (quasi['value'] as { readonly cooked: string }).cooked).join(' {} ').trim() : null
}

const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value])).filter((value): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string')
