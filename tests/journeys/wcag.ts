import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/*
 * What WCAG 2.2 AA asks of a screen: axe for what it can judge, and beside it what it cannot. Each look is at one screen in English and
 * Spanish, each of them light and dark, without a reload. Axe and the contrast on hatching look at all four; what depends on words and
 * boxes but not on colour (targets, glyphs, cut text, interruptions) is looked at once in each language.
 */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const SHOTS = process.env['SHOTS']
const TARGET_PX = 24

export type Scheme = 'light' | 'dark'
export const setScheme = (page: Page, scheme: Scheme) => page.evaluate((value) => document.documentElement.setAttribute('data-lm-scheme', value), scheme)

/** Switches the language by its key and waits until the page says so. */
export async function speak(page: Page, language: 'en' | 'es'): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) !== language) await page.keyboard.press('Control+Shift+L')
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

const FOUR = [['en', 'light'], ['en', 'dark'], ['es', 'dark'], ['es', 'light']] as const

/** Looks at the screen as it stands, in both languages and themes. `canSwitch`: false where no key switches the language; then in its own. */
export async function lookAt(page: Page, name: string, options: { readonly canSwitch?: boolean } = {}): Promise<void> {
  const canSwitch = options.canSwitch !== false
  for (const [nth, [language, scheme]] of FOUR.filter(([each]) => canSwitch || each === 'en').entries()) {
    if (canSwitch) await speak(page, language)
    await setScheme(page, scheme)
    const where = `${name}, ${language}, ${scheme}`
    const isNewLanguage = nth % 2 === 0
    for (const [what, found] of Object.entries({ ...(await lookForColour(page)), ...(isNewLanguage ? await lookForShape(page) : {}) })) expect.soft(found, `${where}: ${what}`).toEqual([])
    if (SHOTS && isNewLanguage) await page.screenshot({ path: `${SHOTS}/${name.replaceAll(/\W+/g, '-')}-${language}-${scheme}-${page.viewportSize()?.width}.png` })
  }
  if (canSwitch) await speak(page, 'en')
  await setScheme(page, 'light')
}

/** What each check finds on the screen as it stands. */
export const lookAtOnce = async (page: Page) => ({ ...(await lookForColour(page)), ...(await lookForShape(page)) })

const REGIONS_SETTLE_MS = 2_000
/** A region learns a breath after a change of its words whether it scrolls, and is reached by keyboard from then on. One that never learns it is found by axe. */
const settled = async (page: Page) => {
  const unreached = () => page.evaluate(() => [...document.querySelectorAll('aside')].filter((each) => each.scrollHeight > each.clientHeight + 1 && getComputedStyle(each).overflowY === 'auto' && each.tabIndex < 0).length)
  for (const deadline = Date.now() + REGIONS_SETTLE_MS; Date.now() < deadline && (await unreached()) > 0; );
}

async function lookForColour(page: Page) {
  const look = async () => {
    await settled(page)
    return (await new AxeBuilder({ page }).withTags(TAGS).analyze()).violations
  }
  const first = await look()
  // A region whose words grew while axe looked is looked at once more, after its breath; one that never learns is found again.
  const violations = first.some(({ id }) => id === 'scrollable-region-focusable') ? await look() : first
  return {
    axe: violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`),
    hatching: await page.evaluate(lowContrastOnHatching),
  }
}

const lookForShape = async (page: Page) => ({
  target: await page.evaluate(smallTargets, TARGET_PX), glyph: await page.evaluate(wordlessGlyphs), cut: await page.evaluate(cutText), interruption: await page.evaluate(interruptions),
})

/** 2.5.8: every interactive element, measured; a label enlarges its box. Links inside a sentence are exempt. */
function smallTargets(leastPx: number): string[] {
  const isShown = (element: Element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.getBoundingClientRect().width > 1
  const found: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [role="option"]')) {
    if (!isShown(element) || element.closest('.lm-skip')) continue
    const boxes = [element, ...((element as HTMLInputElement).labels ?? [])].map((part) => part.getBoundingClientRect())
    const [width, height] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))]
    if (width < leastPx - 0.5 || height < leastPx - 0.5) found.push(`${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 30)}” ${Math.round(width)}×${Math.round(height)}`)
  }
  return found
}

/** 1.4.1: beside a state's glyph stands its word. */
function wordlessGlyphs(): string[] {
  return [...document.querySelectorAll('svg.lm-glyph')].flatMap((glyph) => {
    const near = [glyph.parentElement, glyph.parentElement?.parentElement]
    return near.some((element) => /\p{L}{2,}/u.test(element?.textContent ?? '')) ? [] : [glyph.parentElement?.outerHTML.slice(0, 120) ?? '']
  })
}

/** Text that lies outside of a box that clips it. What can be scrolled to, and names that end in an ellipsis and stand elsewhere in full, are not cut. */
function cutText(): string[] {
  const found = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || (node.textContent ?? '').trim() === '' || !parent.checkVisibility({ checkVisibilityCSS: true }) || parent.closest('.lm-visually-hidden, .lm-skip, .lm-tab-name, [data-ellipsis], script, style')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue
      for (let clip: Element | null = parent; clip && clip !== document.body; clip = clip.parentElement) {
        const style = getComputedStyle(clip)
        const edge = clip.getBoundingClientRect()
        const hidesX = /hidden|clip/.test(style.overflowX) && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)
        const hidesY = /hidden|clip/.test(style.overflowY) && (box.bottom > edge.bottom + 1.5 || box.top < edge.top - 1.5)
        if (hidesX || hidesY) found.add(`“${(node.textContent ?? '').trim().slice(0, 40)}” in ${clip.className || clip.tagName}`)
        if (/auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY)) break
      }
    }
  }
  return [...found]
}

/** 4.1.3: a screen reader is interrupted only when a person is needed: the desk is gone, nothing can be written, an order waits for an answer, something was refused. */
function interruptions(): string[] {
  const isNeeded = (element: Element) => element.matches('.lm-banner-failed, [data-needs-person]') || element.querySelector('[data-needs-person]') !== null || element.closest('[data-face="failed"]') !== null || element.closest('.lm-signin') !== null
  return [...document.querySelectorAll('[role="alert"], [aria-live="assertive"]')].filter((element) => !isNeeded(element)).map((element) => element.outerHTML.slice(0, 120))
}

/** Axe cannot judge text on a gradient: each colour of the hatching is taken as a background. */
function lowContrastOnHatching(): string[] {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (colour: string): readonly [number, number, number, number] => {
    if (!probe) return [0, 0, 0, 1]
    probe.clearRect(0, 0, 1, 1)
    probe.fillStyle = colour
    probe.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0, a = 255] = probe.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = (top: string, under: readonly [number, number, number, number]): readonly [number, number, number, number] => {
    const [r, g, b, a] = rgba(top)
    return [r * a + under[0] * (1 - a), g * a + under[1] * (1 - a), b * a + under[2] * (1 - a), 1]
  }
  const luminance = (colour: readonly [number, number, number, number]) => {
    const [r, g, b] = colour.slice(0, 3).map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ratio = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  const solidUnder = (element: Element | null): readonly [number, number, number, number] => {
    for (let at = element; at; at = at.parentElement) if (rgba(getComputedStyle(at).backgroundColor)[3] > 0.99) return rgba(getComputedStyle(at).backgroundColor)
    return [255, 255, 255, 1]
  }
  const found: string[] = []
  for (const hatched of document.querySelectorAll('*')) {
    const image = getComputedStyle(hatched).backgroundImage
    if (!image.includes('repeating-linear-gradient')) continue
    const stops = image.match(/(?:rgba?|color|oklab|oklch|color-mix)\([^()]*(?:\([^()]*\)[^()]*)*\)|#[0-9a-f]{3,8}|transparent/gi) ?? []
    const under = solidUnder(hatched)
    for (const element of [hatched, ...hatched.querySelectorAll('*')]) {
      const hasText = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && (child.textContent ?? '').trim() !== '')
      const ownBackground = [element, ...ancestorsUpTo(element, hatched)].some((at) => at !== hatched && rgba(getComputedStyle(at).backgroundColor)[3] > 0.99)
      if (!hasText || ownBackground || !element.checkVisibility() || element.closest('.lm-visually-hidden')) continue
      const least = Math.min(...stops.filter((stop) => !stop.startsWith('repeating')).map((stop) => ratio(luminance(over(getComputedStyle(element).color, over(stop, under))), luminance(over(stop, under)))))
      if (least < 4.5) found.push(`${element.className || element.tagName} “${(element.textContent ?? '').trim().slice(0, 30)}” ${least.toFixed(2)}`)
    }
  }
  return found
  function ancestorsUpTo(element: Element, end: Element): Element[] {
    const path: Element[] = []
    for (let at: Element | null = element; at && at !== end; at = at.parentElement) path.push(at)
    return path
  }
}

export type Walk = { readonly stops: number; readonly hidden: readonly string[]; readonly missed: readonly string[]; readonly isRound: boolean }
/**
 * 2.1.1, 2.1.2 and 2.4.11: Tab through the whole screen. Answers how many stops there are, which were covered when they had the focus, which
 * were never reached, and whether the way came round to its start.
 */
export async function walkByTab(page: Page, most = 220): Promise<Walk> {
  const names: string[] = []
  const hidden: string[] = []
  let isRound = false
  await page.evaluate(() => {
    document.querySelectorAll('[data-walk]').forEach((element) => element.removeAttribute('data-walk'))
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    window.getSelection()?.removeAllRanges()
  })
  for (let press = 0; press < most && !isRound; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(standsAt)
    if (stop === null) continue
    if (stop.seen) isRound = true
    else {
      names.push(stop.name)
      if (!stop.isInSight) hidden.push(stop.name)
    }
  }
  const missed = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]')]
    .filter((element) => element.checkVisibility() && element.tabIndex >= 0 && !element.hasAttribute('data-walk') && !(element instanceof HTMLInputElement && element.type === 'radio'))
    .map((element) => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 30)}”`))
  return { stops: names.length, hidden, missed, isRound }
}

/** The focused element: was it here before, and can it be seen? 2.4.11 asks that it is not entirely covered. */
function standsAt(): { readonly name: string; readonly seen: boolean; readonly isInSight: boolean } | null {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return null
  // A field of several parts (a date) has a stop for each of them: to stand still is not to have come round. A trap is told by the way never ending.
  if (element.getAttribute('data-walk') === 'last') return null
  const seen = element.hasAttribute('data-walk')
  document.querySelector('[data-walk="last"]')?.setAttribute('data-walk', '')
  element.setAttribute('data-walk', 'last')
  const box = element.getBoundingClientRect()
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x = 0, y = 0]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y))
  const isInSight = points.some((top) => top !== null && (element.contains(top) || (top instanceof HTMLLabelElement && top.control === element)))
  return { name: `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 30)}”`, seen, isInSight }
}

export async function expectKeyboardReachesAll(page: Page, where: string): Promise<void> {
  const walk = await walkByTab(page)
  expect.soft(walk, `${where}: ${walk.stops} stops`).toMatchObject({ isRound: true, hidden: [], missed: [] })
}

/** 1.4.10: nothing is wider than the window, except what scrolls by itself. */
export async function expectNoSideScroll(page: Page, where: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1 && element.checkVisibility()).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 6)
  })
  expect.soft(wide, `${where}: wider than the window`).toEqual([])
}

/** 1.4.12: the reader's own spacing. Answers what is cut off under it. */
export async function cutUnderWideSpacing(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      element.style.setProperty('line-height', '1.5', 'important')
      element.style.setProperty('letter-spacing', '0.12em', 'important')
      element.style.setProperty('word-spacing', '0.16em', 'important')
    }
    for (const paragraph of document.querySelectorAll<HTMLElement>('body p')) paragraph.style.setProperty('margin-bottom', '2em', 'important')
  })
  const cut = await page.evaluate(cutText)
  await page.evaluate(() => document.querySelectorAll<HTMLElement>('body *').forEach((element) => ['line-height', 'letter-spacing', 'word-spacing', 'margin-bottom'].forEach((name) => element.style.removeProperty(name))))
  return cut
}

/** 2.3.3: what moves now. */
export const movements = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => document.getAnimations().filter((animation) => animation.playState === 'running').map((animation) => ((animation.effect as KeyframeEffect | null)?.target as Element | null)?.getAttribute('class') ?? 'something'))
