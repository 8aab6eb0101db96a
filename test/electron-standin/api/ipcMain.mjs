import { EventEmitter } from 'node:events'

/** Electron's `ipcMain`. `answer` is called with what a page invokes and resolves with the reply to be sent. */
export function makeIpcMain() {
  const handlers = new Map()
  const ipcMain = Object.assign(new EventEmitter(), {
    handle(channel, handler) {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
    removeHandler: (channel) => handlers.delete(channel),
  })
  const answer = async (event, channel, args) => {
    try {
      const handler = handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return { value: structuredClone(await handler(event, ...args)) }
    } catch (error) {
      return { problem: `Error invoking remote method '${channel}': ${error}` }
    }
  }
  return { ipcMain, answer }
}
