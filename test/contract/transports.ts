import { fork } from 'node:child_process'
import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { WebSocket, WebSocketServer } from 'ws'
import type { Port } from '../../src/contract/port.ts'
import { childPort } from '../../src/contract/ports/child.ts'
import { memoryPorts } from '../../src/contract/ports/memory.ts'
import { messagePort } from '../../src/contract/ports/messagePort.ts'
import { webSocketPort } from '../../src/contract/ports/webSocket.ts'
import { serveTestService } from './service.ts'

export interface Transport {
  name: string
  /** A port whose other end serves the test service, and what ends the transport itself. */
  open(): Promise<{ port: Port; end: () => unknown }>
}

export const transports: Transport[] = [
  {
    name: 'in memory',
    open() {
      const [near, far] = memoryPorts()
      serveTestService(far)
      return Promise.resolve({ port: near, end: () => near.close() })
    },
  },
  {
    name: 'MessagePort',
    open() {
      const { port1, port2 } = new MessageChannel()
      serveTestService(messagePort(port2))
      return Promise.resolve({ port: messagePort(port1), end: () => port1.close() })
    },
  },
  {
    name: 'child process',
    open() {
      const child = fork(new URL('serviceChild.ts', import.meta.url), { serialization: 'advanced' })
      return Promise.resolve({ port: childPort(child), end: () => child.kill('SIGKILL') })
    },
  },
  {
    name: 'WebSocket',
    async open() {
      const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 1 << 28 })
      server.on('connection', (socket) => serveTestService(webSocketPort(socket)))
      await once(server, 'listening')
      const { port } = server.address() as { port: number }
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { maxPayload: 1 << 28 })
      return {
        port: webSocketPort(socket),
        end: () => {
          socket.terminate()
          server.close()
        },
      }
    },
  },
]
