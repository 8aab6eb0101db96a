import type { WebSocket } from 'ws'
import { webSocketPort } from '../../contract/ports/webSocket.ts'
import type { Home } from './home.ts'
import { connectToOwner } from './ownerSocket.ts'
import type { OwnerRecord } from './record.ts'

/** Passes on everything that arrives on one socket to the other, and its end. */
function forward(from: WebSocket, to: WebSocket): void {
  from.on('message', (data, isBinary) => to.send(data, { binary: isBinary }))
  from.on('close', () => to.close())
}

/** Becomes a client of the owner in `record`; null where it does not answer (yet, or any more). */
export async function joinOwner(folder: string, record: OwnerRecord): Promise<Home | null> {
  const { address, pid, shell, startedAt } = record
  if (address === null) return null
  const sockets = new Set<WebSocket>()
  const open = async (path: '/api' | '/alive') => {
    const socket = await connectToOwner(address, path)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  let alive: WebSocket
  try {
    alive = await open('/alive')
  } catch {
    // Killed, or gone since the record was read: the caller looks again who holds the lock.
    return null
  }
  const listeners: (() => void)[] = []
  let lost = false
  let left = false
  alive.on('close', () => {
    lost = true
    if (!left) for (const listener of listeners.splice(0)) listener()
  })
  alive.resume()
  return {
    role: 'client',
    folder,
    owner: { pid, shell, startedAt },
    async connect() {
      const socket = await open('/api')
      const port = webSocketPort(socket)
      socket.resume()
      return port
    },
    async join(page) {
      const owner = await open('/api')
      forward(owner, page)
      forward(page, owner)
      owner.resume()
      // Gone while the owner was being reached: nobody will tell its end again.
      if (page.readyState !== page.OPEN) owner.close()
    },
    onLost(listener) {
      if (lost && !left) listener()
      else listeners.push(listener)
    },
    async close() {
      left = true
      for (const socket of sockets) socket.close()
      return []
    },
  }
}
