import { app, utilityProcess, type Details, type UtilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import { ranOutOfMemory } from '../contract/memory.ts'
import { PortState, type Port } from '../contract/port.ts'
import { describeEnd, speaksOfMemory, watchSystemMemory, type EngineEnd } from '../workbench/engineEnd.ts'
import type { EngineLauncher } from '../workbench/engineProcess.ts'

/** Milliseconds after the end in which the reason may still arrive: it comes on another way than the exit code. */
const patience = 200

/** What Electron says of an end, where that is more than its code. */
const reasons: Partial<Record<Details['reason'], string>> = {
  oom: ranOutOfMemory,
  'memory-eviction': `${ranOutOfMemory}, and the system ended it`,
  crashed: 'it crashed',
  'launch-failed': 'it could not be started',
  'integrity-failure': 'its code did not pass the system’s check',
}

/** How an engine ended, in words; what it said itself at the end tells more than Electron does. */
function describe(reason: Details['reason'] | undefined, end: Omit<EngineEnd, 'signal'>): string {
  if (speaksOfMemory(end.lastWords)) return ranOutOfMemory
  const known = reason && reasons[reason]
  return known ?? describeEnd({ ...end, signal: reason === 'killed' ? 'SIGKILL' : null })
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
    const systemShort = watchSystemMemory()
    let lastWords = ''
    child.stderr?.on('data', (text: Buffer) => {
      lastWords = (lastWords + text.toString()).slice(-8000)
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
        const tell = (code: number) => listener(describe(reason, { code, lastWords, systemShort: systemShort() }))
        child.once('exit', (code) => (asked ? tell(code) : setTimeout(tell, patience, code)))
      },
    }
  }
}
