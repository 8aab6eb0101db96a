import { once } from 'node:events'
import { expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { cutOffStuckSockets } from '../../../src/workbench/home/stuckSockets.ts'
import { afterThisTest } from './homes.ts'

/** A server that looks for stuck peers every so many milliseconds, with one peer. */
async function peer(every = 50) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  afterThisTest(() => server.close())
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`)
  afterThisTest(() => client.terminate())
  const [socket] = (await once(server, 'connection')) as [WebSocket]
  await once(client, 'open')
  afterThisTest(cutOffStuckSockets(server.clients, { every, mostWaiting: 1 << 20 }))
  return { client, socket }
}

const ofSilence = (socket: WebSocket, milliseconds: number) =>
  Promise.race([
    once(socket, 'close').then(() => 'cut off'),
    new Promise((resolve) => setTimeout(resolve, milliseconds, 'still there')),
  ])

it('a peer that reads and answers stays', async () => {
  // Seldom enough that on a busy machine the answer, which comes from this same process, is there before the next look.
  const { socket } = await peer(500)
  expect(await ofSilence(socket, 1800)).toBe('still there')
})

it('a peer that does not answer is cut off', async () => {
  const { client, socket } = await peer()
  client.pause()
  expect(await ofSilence(socket, 5000)).toBe('cut off')
})

it('a peer that lets messages pile up is cut off', async () => {
  const { client, socket } = await peer()
  client.pause()
  for (let i = 0; i < 20; i++) socket.send(new Uint8Array(1 << 20))
  expect(await ofSilence(socket, 5000)).toBe('cut off')
})
