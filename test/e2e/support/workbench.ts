import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../../../src/contract/api.ts'
import { webSocketPort } from '../../../src/contract/ports/webSocket.ts'
import { connectApi } from '../../../src/contract/rpc.ts'
import { enginesOf } from './processes.ts'

export const builtCli = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url))

export interface RunningWorkbench {
  /** With the token. */
  address: string
  pid: number
  /** The processes of its engines. */
  engines(): Promise<number[]>
  /** Another client beside the page, which sees what the store holds. */
  connect(): Promise<WorkbenchClient>
  /** As Ctrl-C. */
  stop(): Promise<void>
  /** As a power cut for the process. */
  kill(): Promise<void>
}

async function addressFrom(child: ChildProcess): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      const address = /http:\/\/\S+(?=\s)/.exec(output)?.[0]
      if (address) resolve(address)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', () => reject(new Error(`the workbench ended before it gave its address:\n${output}`)))
  })
}

export interface StartOptions {
  home: string
  /** Which build to start; the repository's own unless given. */
  cli?: string
  port?: number
  /** Beside this process’s own environment. */
  env?: Record<string, string>
}

/** Starts the built workbench as a person's shell does and waits for its address. */
export async function startWorkbench({
  home,
  cli = builtCli,
  port = 0,
  env = {},
}: StartOptions): Promise<RunningWorkbench> {
  const child = spawn(process.execPath, [cli, 'serve', '--port', String(port), '--home', home], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const exited = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  const address = await addressFrom(child)
  return {
    address,
    pid: child.pid!,
    engines: () => Promise.resolve(enginesOf(child.pid!)),
    async connect() {
      const target = new URL(address)
      const socket = new WebSocket(`ws://${target.host}/api${target.search}`)
      await once(socket, 'open')
      return connectApi<WorkbenchCommands, WorkbenchEvents>(webSocketPort(socket))
    },
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  }
}
