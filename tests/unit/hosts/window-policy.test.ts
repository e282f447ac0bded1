import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { APP_ORIGIN, APP_SCHEME, isLoadable, isOwnUrl, isPermitted, isTrustedSender, WEB_PREFERENCES, WINDOW_OPEN_ANSWER } from '../../../main/hosts/electron/window-policy.ts'

const ROOT = join(import.meta.dirname, '../../..')
const readSources = (directory: string) => readdirSync(join(ROOT, directory), { recursive: true, withFileTypes: true })
  .filter((item) => item.isFile() && /\.tsx?$/.test(item.name)).map((item) => ({ file: join(item.parentPath, item.name), text: readFileSync(join(item.parentPath, item.name), 'utf8') }))

describe('the window policy, by the numbers of the Electron checklist', () => {
  it('[1 18] loads own pages and nothing by http, file or ftp', () => {
    expect(isLoadable('app://desk/index.html', true)).toBe(true)
    for (const url of ['http://desk/', 'https://example.org/', 'file:///etc/passwd', 'ftp://example.org/', 'data:text/html,x', 'blob:app://desk/1', 'chrome://gpu', 'app://other/']) expect(isLoadable(url, false)).toBe(false)
  })
  it('[1] opens the developer tools from a checkout only', () => {
    expect([isLoadable('devtools://devtools/bundled/inspector.html', false), isLoadable('devtools://devtools/bundled/inspector.html', true)]).toEqual([true, false])
  })
  it('[2 3 4 6 8 9 11] gives pages no Node, an isolated sandboxed world and no weaker web', () => {
    expect(WEB_PREFERENCES).toEqual({
      nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, contextIsolation: true, sandbox: true,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false,
    })
  })
  it('[5] permits nothing that must be asked for', () => {
    expect(['geolocation', 'notifications', 'media', 'clipboard-read', 'hid', 'openExternal'].filter(isPermitted)).toEqual([])
  })
  it('[10] switches no blink feature on', () => {
    expect(Object.keys(WEB_PREFERENCES).filter((name) => /blink/i.test(name))).toEqual([])
  })
  it.each([
    ['app://desk/', true], ['app://desk/index.html#/orders', true], [APP_ORIGIN, true],
    ['app://desk.attacker.example/', false], ['app://attacker@desk/', false], ['https://desk/', false], ['APP://desk/', true], ['javascript:alert(1)', false], ['about:blank', false], ['', false],
  ])('[13] says of %s that it is ours: %s', (url, own) => { expect(isOwnUrl(url)).toBe(own) })
  it('[14] opens no window', () => { expect(WINDOW_OPEN_ANSWER).toEqual({ action: 'deny' }) })
  it('[15] hands nothing to the system: no source calls openExternal', () => {
    const users = readSources('main').filter(({ text }) => /\bopenExternal\s*\(/.test(text))
    expect(users.map(({ file }) => file)).toEqual([])
  })
  it('[16] pins an exact Electron', () => {
    const pinned = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).devDependencies.electron
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
  })
  it.each([
    ['its own top frame', { url: 'app://desk/', parent: null }, true], ['a frame inside', { url: 'app://desk/', parent: {} }, false],
    ['a foreign page', { url: 'https://attacker.example/', parent: null }, false], ['a frame that is gone', null, false],
  ])('[17] hears %s: %#', (_, frame, trusted) => { expect(isTrustedSender(frame)).toBe(trusted) })
  it('[18] has a scheme that is standard and secure but skips no policy', () => {
    expect(APP_SCHEME).toEqual({ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } })
  })
  it('[20] exposes two functions and never ipcRenderer', () => {
    const preload = readFileSync(join(ROOT, 'preload/index.ts'), 'utf8')
    expect([...preload.matchAll(/exposeInMainWorld\('(\w+)'/g)].map((match) => match[1])).toEqual(['lastmile'])
    expect(preload).not.toMatch(/:\s*ipcRenderer\b|\.\.\.ipcRenderer/)
  })
})
