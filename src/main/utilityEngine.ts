import { app, utilityProcess, type Details, type UtilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import { PortState, type Port } from '../contract/port.ts'
import type { EngineLauncher } from '../workbench/engineProcess.ts'

/** Milliseconds after the end in which the reason may still arrive: it comes on another way than the exit code. */
const patience = 200

const reasons: Partial<Record<Details['reason'], string>> = {
  oom: 'it ran out of memory',
  'memory-eviction': 'the system ended it because memory ran low',
  killed: 'it was killed from outside, or the computer ran out of memory',
  crashed: 'it crashed',
  'launch-failed': 'it could not be started',
  'integrity-failure': 'its code did not pass the system’s check',
}

/** How an engine ended, in words. `lastWords` is the end of what it wrote on stderr. */
function describeEnd(code: number, reason: Details['reason'] | undefined, lastWords: string): string {
  if (/heap out of memory|Cannot allocate memory|memory access out of bounds/i.test(lastWords)) return reasons.oom!
  const error = lastWords.split('\n').find((line) => /^\w*Error\b/.test(line.trim()))
  return (reason && reasons[reason]) ?? (error ? `it ended with “${error.trim()}”` : `it ended with code ${code}`)
}

function portOf(child: UtilityProcess): Port {
  const state = new PortState()
  child.on('message', (message) => state.receive(message))
  child.on('exit', () => state.close())
  return {
    post: (message) => {
      if (!state.closed) child.postMessage(message)
    },
    onMessage: (listener) => state.onMessage(listener),
    onClose: (listener) => state.onClose(listener),
    close() {
      if (state.close()) child.kill()
    },
  }
}

/** Launches engines as utility processes. */
export function utilityEngine(entry: URL): EngineLauncher {
  let made = 0
  return () => {
    made += 1
    const name = `engine ${made}`
    const child = utilityProcess.fork(fileURLToPath(entry), [], {
      serviceName: name,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let lastWords = ''
    child.stderr?.on('data', (text: Buffer) => {
      lastWords = (lastWords + text.toString()).slice(-2000)
    })
    let reason: Details['reason'] | undefined
    const hear = (_event: unknown, details: Details) => {
      if (details.name === name) reason = details.reason
    }
    app.on('child-process-gone', hear)
    child.on('exit', () => setTimeout(() => app.off('child-process-gone', hear), patience))
    let asked = false
    return {
      port: portOf(child),
      get pid() {
        return child.pid
      },
      kill() {
        asked = true
        child.kill()
      },
      onExit(listener) {
        const tell = (code: number) => listener(describeEnd(code, reason, lastWords))
        child.once('exit', (code) => (asked ? tell(code) : setTimeout(tell, patience, code)))
      },
    }
  }
}
