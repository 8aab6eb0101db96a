import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { afterThisTest } from '../workbench/home/homes.ts'

export interface Ended {
  code: number | null
  out: string
  err: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves with everything written so far, on both streams, once it holds the text. */
  says(text: string): Promise<string>
  /** Sends a signal to the whole process group, as a terminal's Ctrl-C does. */
  interrupt(): void
}

const program = fileURLToPath(new URL('../../src/cli/index.ts', import.meta.url))

/** Starts `ganbench` from its sources on a home, in a process group of its own. */
export function start(home: string, args: string[]): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, GANBENCH_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  afterThisTest(() => child.exitCode ?? child.kill('SIGKILL'))
  const text = { out: '', err: '' }
  let look = () => {}
  for (const [key, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text[key] += part
      look()
    })
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      look()
      resolve({ code, ...text })
    })
  })
  return {
    child,
    ended,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        look = () => {
          const all = text.out + text.err
          if (all.includes(wanted)) resolve(all)
          else if (child.exitCode !== null) reject(new Error(`it ended without saying “${wanted}”: ${all}`))
        }
        look()
      }),
    interrupt: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
  }
}

/** Runs `ganbench` to its end. */
export const ganbench = (home: string, ...args: string[]): Promise<Ended> => start(home, args).ended

/** The JSON objects of an output, one a line. */
export const jsonLines = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Runs `ganbench` within this process: quick, for commands that end before they open a home. */
export async function ganbenchHere(home: string, ...args: string[]): Promise<Ended> {
  const text = { out: '', err: '' }
  const streams = [
    ['out', process.stdout],
    ['err', process.stderr],
  ] as const
  const spies = streams.map(([key, stream]) =>
    vi.spyOn(stream, 'write').mockImplementation((part) => {
      text[key] += String(part)
      return true
    }),
  )
  vi.stubEnv('GANBENCH_HOME', home)
  try {
    const code = await main([process.execPath, 'ganbench', ...args])
    return { code, ...text }
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}
