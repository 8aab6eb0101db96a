// Loaded first in a utility process: there it is `process.parentPort` that reaches the parent.
import { EventEmitter } from 'node:events'

const send = process.send.bind(process)
const waiting = []
const port = new EventEmitter()
port.postMessage = (message) => send(message)
const tell = (data) => port.emit('message', { data, ports: [] })
process.on('message', (data) => (port.listenerCount('message') > 0 ? tell(data) : waiting.push(data)))
port.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => waiting.splice(0).forEach(tell))
})
// It ends with its parent.
process.on('disconnect', () => process.exit())
process.channel.ref()
Object.assign(process, { parentPort: port, type: 'utility', send: undefined, disconnect: undefined })
