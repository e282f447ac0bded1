/**
 * The script that runs a preload in a page: a `require` that knows electron only, contextBridge and ipcRenderer. Isolation is only imitated:
 * the preload shares the page's world, but what it exposes is copied and frozen and what a page sends must be cloneable, as in Electron.
 */
export const preloadScript = (code: string): string => `(() => {
  if (window !== window.top || location.href === 'about:blank') return
  const toMain = window.${TO_MAIN}
  delete window.${TO_MAIN}
  const listeners = new Map()
  Object.defineProperty(window, '${FROM_MAIN}', { value: (channel, args) => { for (const listener of listeners.get(channel) ?? []) listener({}, ...args) } })
  const ipcRenderer = {
    invoke: async (channel, ...args) => {
      const answer = await toMain(channel, structuredClone(args))
      if (answer.error) throw new Error("Error invoking remote method '" + channel + "': " + answer.error)
      return answer.value
    },
    on: (channel, listener) => { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]) },
    removeListener: (channel, listener) => { listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener)) },
  }
  const bridged = (value) => {
    if (typeof value === 'function') return (...args) => bridged(value(...args.map(bridged)))
    if (value instanceof Promise) return value.then(bridged)
    if (Array.isArray(value)) return value.map(bridged)
    if (value && typeof value === 'object') return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bridged(each)])))
    return value
  }
  const contextBridge = { exposeInMainWorld: (key, value) => Object.defineProperty(window, key, { value: bridged(value), enumerable: true }) }
  const require = (name) => { if (name === 'electron') return { contextBridge, ipcRenderer }; throw new Error('module not found: ' + name) }
  const module = { exports: {} }
  ;(function (exports, require, module) {
${code}
  })(module.exports, require, module)
})()`

export const TO_MAIN = '__standInToMain'
export const FROM_MAIN = '__standInFromMain'
