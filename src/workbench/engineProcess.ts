import { fork } from 'node:child_process'
import { childPort } from '../contract/ports/child.ts'
import type { Port } from '../contract/port.ts'
import { describeEnd, watchSystemMemory } from './engineEnd.ts'

/** A process that trains: a forked child here, a utility process under Electron. */
export interface EngineProcess {
  port: Port
  pid: number | undefined
  /** Ends it at once; `onExit` follows. */
  kill(): void
  /** Called once, when the process is gone: `how` is its exit code or signal, as words. */
  onExit(listener: (how: string) => void): void
}

export type EngineLauncher = () => EngineProcess

/** Launches the engine as a forked Node process speaking over its IPC channel. */
export function forkEngine(entry: URL): EngineLauncher {
  return () => {
    const child = fork(entry, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A process group of its own: a terminal's Ctrl-C must not end it before it has been asked for a checkpoint.
      // It still ends with this process, whose channel it watches. (On Windows this would open a console window.)
      detached: process.platform !== 'win32',
    })
    const systemShort = watchSystemMemory()
    let lastWords = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-8000)
    })
    return {
      port: childPort(child),
      pid: child.pid,
      kill: () => child.kill('SIGKILL'),
      onExit(listener) {
        let told = false
        const tell = (how: string) => {
          if (!told) listener(how)
          told = true
        }
        // `close` comes after stderr has been read to its end.
        child.once('close', (code, signal) =>
          tell(describeEnd({ code, signal, lastWords, systemShort: systemShort() })),
        )
        child.once('error', (error) => tell(error.message))
      },
    }
  }
}
