import { contextBridge, ipcRenderer } from 'electron'
import { messagePort } from '../contract/ports/messagePort.ts'
import type { Port } from '../contract/port.ts'

// A port can't cross the bridge itself, so its four functions do. What the page says before the port has come is kept.
const port = new Promise<Port>((resolve) => {
  ipcRenderer.once('workbench-port', (event) => {
    const channel = event.ports[0]
    if (channel) resolve(messagePort(channel))
  })
})

const bridge: Port = {
  post: (message) => void port.then((open) => open.post(message)),
  onMessage: (listener) => void port.then((open) => open.onMessage(listener)),
  onClose: (listener) => void port.then((open) => open.onClose(listener)),
  close: () => void port.then((open) => open.close()),
}

contextBridge.exposeInMainWorld('ganbenchPort', bridge)
