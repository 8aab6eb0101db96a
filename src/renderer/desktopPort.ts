import { portMessage, type DesktopBridge } from '../contract/desktop.ts'
import { messagePort } from '../contract/ports/messagePort.ts'
import type { Port } from '../contract/port.ts'

declare global {
  interface Window {
    /** Set by the desktop shell; without it the page talks to the server it came from. */
    ganbenchDesktop?: DesktopBridge
  }
}

/** Asks the desktop shell for a connection. */
export function desktopPort(desktop: DesktopBridge): Promise<Port> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portMessage || !port) return
      window.removeEventListener('message', take)
      resolve(messagePort(port))
    }
    window.addEventListener('message', take)
    desktop.connect()
  })
}
