import { contextBridge, ipcRenderer } from 'electron'
import { IPC } from '../shared/contract/console/ipc.ts'

/** All a page may reach: two functions. Neither ipcRenderer nor its event object (which carries the sender) crosses. */
contextBridge.exposeInMainWorld('lastmile', {
  call: (name: unknown, input: unknown) => ipcRenderer.invoke(IPC.call, name, input),
  subscribe: (listener: (event: unknown) => void) => {
    const relay = (_: unknown, event: unknown) => listener(event)
    ipcRenderer.on(IPC.event, relay)
    return () => { ipcRenderer.removeListener(IPC.event, relay) }
  },
})
