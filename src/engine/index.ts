import { childPort } from '../contract/ports/child.ts'
import { serveEngine } from './serve.ts'

// The process of one engine: speaks to whoever forked it, and ends with it.
const port = childPort(process)
port.onClose(() => process.exit())
serveEngine(port)

// A terminal's Ctrl-C, or its closing, reaches every process of the group. The workbench decides what becomes of the
// run: it asks for a checkpoint first, which an engine that had ended by itself could not give.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
