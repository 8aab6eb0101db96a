import { PortState, type Port } from '../port.ts'

declare const structuredClone: <T>(value: T) => T
declare const queueMicrotask: (task: () => void) => void

/** Two ports in one process, joined; messages are cloned, as they would be between processes. */
export function memoryPorts(): [Port, Port] {
  const states = [new PortState(), new PortState()] as const
  const side = (own: PortState, other: PortState): Port => ({
    post(message) {
      if (own.closed) return
      const copy = structuredClone(message)
      queueMicrotask(() => other.receive(copy))
    },
    onMessage: (listener) => own.onMessage(listener),
    onClose: (listener) => own.onClose(listener),
    close() {
      if (own.close()) queueMicrotask(() => other.close())
    },
  })
  return [side(states[0], states[1]), side(states[1], states[0])]
}
