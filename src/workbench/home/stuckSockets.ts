import type { WebSocket } from 'ws'

export interface StuckOptions {
  /** Milliseconds between two looks. */
  every?: number
  /** Bytes that may wait for a peer that does not read any of them. */
  mostWaiting?: number
}

/**
 * Cuts off peers that have gone without a word, or that let what is sent to them pile up in this process's memory.
 * Both lose nothing: all that is told is stored first, and they read it there when they are back.
 * Returns a function that stops looking.
 */
export function cutOffStuckSockets(
  sockets: ReadonlySet<WebSocket>,
  { every = 15_000, mostWaiting = 64 << 20 }: StuckOptions = {},
): () => void {
  const before = new WeakMap<WebSocket, { answered: boolean; waiting: number }>()
  const look = (socket: WebSocket) => {
    const last = before.get(socket)
    const waiting = socket.bufferedAmount
    const pilesUp = waiting > mostWaiting && last !== undefined && waiting >= last.waiting
    // A peer still busy reading a long message answers after it.
    const gone = last?.answered === false && waiting >= last.waiting
    if (pilesUp || gone) return socket.terminate()
    const now = { answered: false, waiting }
    before.set(socket, now)
    socket.once('pong', () => (now.answered = true))
    socket.ping()
  }
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.readyState === socket.OPEN) look(socket)
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
