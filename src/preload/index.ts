import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { channels, portMessage, type DesktopBridge, type DesktopOrder } from '../contract/desktop.ts'

// A port can't cross the bridge, so it goes to the page as a window message; only this very origin can hear it.
ipcRenderer.on(channels.port, (event: IpcRendererEvent) => {
  window.postMessage(portMessage, window.location.origin, [...event.ports])
})

let listener: ((order: DesktopOrder) => void) | undefined
const waiting: DesktopOrder[] = []
ipcRenderer.on(channels.order, (_event: IpcRendererEvent, order: DesktopOrder) => {
  if (listener) listener(order)
  else waiting.push(order)
})

const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(channels.connect),
  saveFile: (file) => ipcRenderer.invoke(channels.saveFile, file),
  onOrder(next) {
    listener = next
    for (const order of waiting.splice(0)) next(order)
  },
}

contextBridge.exposeInMainWorld('ganbenchDesktop', bridge)
