import { PortState, type Port } from '../port.ts'
import { decodeMessage, encodeMessage } from './codec.ts'

/** What a browser's WebSocket and the `ws` package's have in common. */
interface WebSocketLike {
  binaryType: string
  readyState: number
  send(data: Uint8Array<ArrayBuffer>): void
  close(): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

const OPEN = 1

/** A port over a WebSocket; messages posted before it opens are sent when it does. */
export function webSocketPort(socket: WebSocketLike): Port {
  const state = new PortState()
  let waiting: Uint8Array[] = []
  socket.binaryType = 'arraybuffer'
  const send = (bytes: Uint8Array) => socket.send(bytes as Uint8Array<ArrayBuffer>)
  socket.addEventListener('open', () => {
    for (const bytes of waiting) send(bytes)
    waiting = []
  })
  socket.addEventListener('message', ({ data }) => {
    let message: unknown
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError('only binary messages are understood')
      message = decodeMessage(new Uint8Array(data))
    } catch {
      // A peer that sends what is not a message can't be talked to; closing tells it so.
      return socket.close()
    }
    // Outside, because an error of the listener's own is none of the peer's, and must be heard of.
    state.receive(message)
  })
  socket.addEventListener('close', () => state.close())
  // “close” follows and tells all there is to tell; without a listener Node would end the process.
  socket.addEventListener('error', () => {})
  return {
    post(message) {
      if (state.closed) return
      const bytes = encodeMessage(message)
      if (socket.readyState === OPEN) send(bytes)
      else waiting.push(bytes)
    },
    onMessage: (listener) => state.onMessage(listener),
    onClose: (listener) => state.onClose(listener),
    close() {
      socket.close()
      state.close()
    },
  }
}
