import { PortState, type Port } from '../port.ts'

/** What a DOM MessagePort and Node's have in common. */
interface MessagePortLike {
  postMessage(message: unknown): void
  addEventListener(type: 'message' | 'messageerror' | 'close', listener: (event: unknown) => void): void
  start?(): void
  close(): void
}

/** A port over a MessagePort of the browser, of Electron's renderer or of Node. */
export function messagePort(channel: MessagePortLike): Port {
  const state = new PortState()
  channel.addEventListener('message', (event) => state.receive((event as { data: unknown }).data))
  channel.addEventListener('close', () => state.close())
  channel.start?.()
  return {
    post: (message) => {
      if (!state.closed) channel.postMessage(message)
    },
    onMessage: (listener) => state.onMessage(listener),
    onClose: (listener) => state.onClose(listener),
    close() {
      channel.close()
      state.close()
    },
  }
}
