import { expect, it } from 'vitest'
import { encodeMessage } from '../../src/contract/ports/codec.ts'
import { webSocketPort } from '../../src/contract/ports/webSocket.ts'

/** A socket that is open and only listens. */
function quietSocket() {
  const listeners = new Map<string, (event?: unknown) => void>()
  const socket = {
    binaryType: '',
    readyState: 1,
    closed: false,
    send() {},
    close() {
      socket.closed = true
    },
    addEventListener: (type: string, listener: (event?: never) => void) =>
      void listeners.set(type, listener as (event?: unknown) => void),
    receive: (data: unknown) => listeners.get('message')!({ data }),
  }
  return socket
}

it('closes on what is not a message, and hands nothing on', () => {
  const socket = quietSocket()
  const heard: unknown[] = []
  webSocketPort(socket as never).onMessage((message) => heard.push(message))
  socket.receive('text')
  expect([socket.closed, heard]).toEqual([true, []])
})

it('does not hide an error of the listener’s, nor end the connection for it', () => {
  const socket = quietSocket()
  webSocketPort(socket as never).onMessage(() => {
    throw new Error('a defect of ours')
  })
  const { buffer } = encodeMessage({ kind: 'event' })
  expect(() => socket.receive(buffer)).toThrow('a defect of ours')
  expect(socket.closed).toBe(false)
})
