import { toRaw } from 'vue'
import { portMessage, type DesktopBridge } from '../contract/desktop.ts'
import { messagePort } from '../contract/ports/messagePort.ts'
import type { Port } from '../contract/port.ts'

declare global {
  interface Window {
    /** Set by the desktop shell; without it the page talks to the server it came from. */
    ganbenchDesktop?: DesktopBridge
  }
}

/** What is behind Vue's proxies, which can't be cloned, in a value made of plain objects and arrays. */
function unwrap(value: unknown): unknown {
  const raw = toRaw(value)
  if (Array.isArray(raw)) return raw.map(unwrap)
  if (raw === null || typeof raw !== 'object' || Object.getPrototypeOf(raw) !== Object.prototype) return raw
  return Object.fromEntries(Object.entries(raw).map(([key, one]) => [key, unwrap(one)]))
}

/** Asks the desktop shell for a connection. */
export function desktopPort(desktop: DesktopBridge): Promise<Port> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portMessage || !port) return
      window.removeEventListener('message', take)
      const open = messagePort(port)
      resolve({ ...open, post: (message) => open.post(unwrap(message)) })
    }
    window.addEventListener('message', take)
    desktop.connect()
  })
}
