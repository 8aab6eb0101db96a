import { chmodSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { WorkbenchError } from '../../contract/errors.ts'
import { webSocketPort } from '../../contract/ports/webSocket.ts'
import type { Port } from '../../contract/port.ts'
import { cutOffStuckSockets } from './stuckSockets.ts'

export interface OwnerSocket {
  /** Says good-bye to every client and stops listening. */
  close(): Promise<void>
}

const socketOptions = {
  perMessageDeflate: false,
  /** Room for the largest message: an export of a long run. */
  maxPayload: 1 << 30,
  /** Milliseconds a peer has to say good-bye in return; one that is asleep must not hold up the end. */
  closeTimeout: 1000,
}

/**
 * Listens for the home's other shells: the contract over WebSocket on a Unix socket or named pipe.
 * A connection to /alive carries nothing; it ends when the owner does.
 */
export async function listenForShells(address: string, connect: (port: Port) => void): Promise<OwnerSocket> {
  const http = createServer((_request, response) => response.writeHead(426).end())
  const sockets = new WebSocketServer({ noServer: true, ...socketOptions })
  const stopLooking = cutOffStuckSockets(sockets.clients)
  http.on('upgrade', (request, socket, head) => {
    if (request.url !== '/api' && request.url !== '/alive') return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A shell that is killed resets its connection; "close" follows and tells the port.
      client.on('error', () => client.terminate())
      if (request.url === '/api') connect(webSocketPort(client))
    })
  })
  http.listen(address)
  await once(http, 'listening')
  if (process.platform !== 'win32') chmodSync(address, 0o600)
  return {
    async close() {
      stopLooking()
      const ended = new Promise((resolve) => http.close(resolve))
      for (const client of sockets.clients) client.close(1001)
      await ended
    },
  }
}

/**
 * Connects to an owner. The socket is paused, so that nothing is lost before somebody listens; `resume` it then.
 * Throws unavailable where nobody answers.
 */
export async function connectToOwner(address: string, path: '/api' | '/alive'): Promise<WebSocket> {
  const socket = new WebSocket(`ws://localhost${path}`, {
    createConnection: () => connectSocket(address),
    ...socketOptions,
    handshakeTimeout: 5000,
  })
  socket.once('open', () => socket.pause())
  try {
    await once(socket, 'open')
  } catch (error) {
    throw new WorkbenchError('unavailable', `the workbench of this home does not answer: ${(error as Error).message}`)
  }
  // From here on an error is followed by "close", which is what everybody listens to.
  socket.on('error', () => socket.terminate())
  return socket
}
