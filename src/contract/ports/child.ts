import { PortState, type Port } from '../port.ts'

/** What a forked child and the `process` inside it have in common; serialization must be "advanced". */
interface ProcessLike {
  send?: ((message: never) => unknown) | undefined
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect' | 'error', listener: (error?: unknown) => void): unknown
  connected?: boolean | undefined
  disconnect?: (() => void) | undefined
}

/** A port over Node's IPC channel between a process and its forked child. */
export function childPort(child: ProcessLike): Port {
  const state = new PortState()
  child.on('message', (message) => state.receive(message))
  child.on('disconnect', () => state.close())
  // A child that dies between `connected` and `send` reports EPIPE here; its exit is reported on its own.
  child.on('error', () => state.close())
  return {
    post: (message) => {
      if (!state.closed && child.connected) child.send?.(message as never)
    },
    onMessage: (listener) => state.onMessage(listener),
    onClose: (listener) => state.onClose(listener),
    close() {
      if (child.connected) child.disconnect?.()
      state.close()
    },
  }
}
