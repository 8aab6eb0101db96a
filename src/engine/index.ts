import { childPort } from '../contract/ports/child.ts'
import { parentPort, type ParentPortLike } from '../contract/ports/parentPort.ts'
import { serveEngine } from './serve.ts'

// The process of one engine: speaks to whoever made it, and ends with it. Under the desktop shell that is a utility
// process, which has a port to its parent; elsewhere a forked child, which has a channel.
const { parentPort: parent } = process as { parentPort?: ParentPortLike }
const port = parent ? parentPort(parent) : childPort(process)
port.onClose(() => process.exit())
serveEngine(port)

// A terminal's Ctrl-C, or its closing, reaches every process of the group. The workbench decides what becomes of the
// run: it asks for a checkpoint first, which an engine that had ended by itself could not give.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
