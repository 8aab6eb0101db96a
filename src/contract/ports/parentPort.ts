import { PortState, type Port } from '../port.ts'

/** What Electron gives a utility process to reach the process that made it. */
export interface ParentPortLike {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}

/** A port from a utility process to its parent. Only this side can close it: the process ends with its parent. */
export function parentPort(parent: ParentPortLike): Port {
  const state = new PortState()
  parent.on('message', ({ data }) => state.receive(data))
  return {
    post: (message) => {
      if (!state.closed) parent.postMessage(message)
    },
    onMessage: (listener) => state.onMessage(listener),
    onClose: (listener) => state.onClose(listener),
    close: () => void state.close(),
  }
}
