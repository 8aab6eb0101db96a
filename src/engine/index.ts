import { childPort } from '../contract/ports/child.ts'
import { serveEngine } from './serve.ts'

// The process of one engine: speaks to whoever forked it, and ends with it.
const port = childPort(process)
port.onClose(() => process.exit())
serveEngine(port)
