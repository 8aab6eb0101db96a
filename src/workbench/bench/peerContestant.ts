import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { WorkbenchError } from '../../contract/errors.ts'
import type { PeerCase } from './cases.ts'
import type { Contestant, Session } from './contestant.ts'

const begunSchema = z.object({ version: z.string(), preparing: z.number().nullable() })
const measuredSchema = z.object({
  steps: z.number(),
  stepsPerCall: z.number(),
  took: z.number(),
  residentBytes: z.number(),
})
const problemSchema = z.object({ problem: z.string() })

/** What runs other frameworks, and the script it runs: a Python and tools/peers.py, or Node and its like. */
export interface PeerProgram {
  command: string
  script: URL
}

/** A peer is asked one line of JSON at a time and answers each with one. */
function openPeer({ command, script }: PeerProgram, framework: string, threads: number, test: PeerCase): Session {
  const spawnedAt = performance.now()
  const child = spawn(command, [fileURLToPath(script)], { stdio: ['pipe', 'pipe', 'pipe'] })
  let lastWords = ''
  let gone: WorkbenchError | undefined
  let waiting: { resolve: (line: unknown) => void; reject: (error: Error) => void } | undefined

  function leave(why: string): void {
    gone ??= new WorkbenchError('unavailable', why)
    waiting?.reject(gone)
    waiting = undefined
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-4000)
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const asked = waiting
    waiting = undefined
    try {
      asked?.resolve(JSON.parse(line))
    } catch {
      asked?.reject(new WorkbenchError('unavailable', `it answered “${line.slice(0, 200)}”`))
    }
  })
  child.on('error', (error) => leave(`${command} can’t be started: ${error.message}`))
  child.on('close', (code, signal) => {
    const last = lastWords.trim().split('\n').at(-1)
    leave(`it ended with ${signal ?? `code ${code ?? 'unknown'}`}${last ? `: ${last}` : ''}`)
  })
  // A write to a process that has just gone; “close” says the rest.
  child.stdin.on('error', () => {})

  async function ask<T>(schema: z.ZodType<T>, question: object): Promise<T> {
    const answer = await new Promise<unknown>((resolve, reject) => {
      if (gone) return reject(gone)
      waiting = { resolve, reject }
      child.stdin.write(`${JSON.stringify(question)}\n`)
    })
    const told = problemSchema.safeParse(answer)
    if (told.success) throw new WorkbenchError('unavailable', told.data.problem)
    return schema.parse(answer)
  }

  return {
    async begin() {
      const begun = await ask(begunSchema, { framework, threads, case: test })
      return {
        ...begun,
        threads,
        firstStepSeconds: (performance.now() - spawnedAt) / 1000,
        compiling: null,
        again: null,
      }
    },
    async measure(way, seconds) {
      return { ...(await ask(measuredSchema, { way, seconds })), drawing: null }
    },
    end: () => void child.kill('SIGKILL'),
  }
}

export const tfjsName = 'tfjs-node, as usually written'

/** What tools/peers.py knows, and the number of threads of each. */
const frameworks = [
  { framework: 'torch', name: 'PyTorch', threads: [1, 2] },
  { framework: 'torch-channels-last', name: 'PyTorch, channels last', threads: [2], only: 'dcgan64' },
  { framework: 'jax', name: 'JAX', threads: [2] },
] as const

/**
 * A program of tfjs-node as such are usually written, on the threads that it takes by itself: what the compiled engine is
 * instead of. The workbench’s own engine “tensorflow” runs the same kernels from a step written for speed.
 */
export function usualTfjs(script: URL): Contestant {
  const threads = availableParallelism()
  return {
    name: tfjsName,
    threads,
    takes: () => true,
    open: ({ peer }) => openPeer({ command: process.execPath, script }, 'tfjs', threads, peer),
  }
}

/** PyTorch and JAX on the same cases. JAX takes one step a call compiled (jit), or many in one scan. */
export function peerContestants(program: PeerProgram): Contestant[] {
  return frameworks.flatMap(({ framework, name, threads, ...rest }) =>
    threads.map((count) => ({
      name,
      threads: count,
      takes: ({ peer }) => !('only' in rest) || rest.only === peer.id,
      open: ({ peer }) => openPeer(program, framework, count, peer),
    })),
  )
}

/** The peers on one thread, for two runs side by side. */
export function singlePeers(program: PeerProgram): Contestant[] {
  return frameworks
    .filter((one) => !('only' in one))
    .map(({ framework, name }) => ({
      name,
      threads: 1,
      takes: () => true,
      open: ({ peer }) => openPeer(program, framework, 1, peer),
    }))
}
