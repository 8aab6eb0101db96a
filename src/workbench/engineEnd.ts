import { readFileSync } from 'node:fs'
import { perhapsOutOfMemory, ranOutOfMemory } from '../contract/memory.ts'

/** All that is known of how an engine's process ended. */
export interface EngineEnd {
  code: number | null
  signal: string | null
  /** The end of what it wrote on stderr. */
  lastWords: string
  /** Whether the system ended some process for want of memory while the engine lived. */
  systemShort?: boolean
}

/** What V8, Node's workers, C++, the system, TensorFlow, ONNX Runtime and WebAssembly say when memory is short. */
const shortOfMemory = [
  /out of memory|\boom\b/i,
  /reaching memory limit|ERR_WORKER_OUT_OF_MEMORY/,
  /(array buffer|typed array|memory) allocation failed/i,
  /std::bad_alloc|bad allocation/,
  /cannot allocate memory|not enough memory|ENOMEM/i,
  /RESOURCE_?EXHAUSTED/i,
  /failed to allocate memory/i,
  /cannot enlarge memory|memory access out of bounds/i,
]

/** Whether an error's or a process's last words are those of one that had too little memory. */
export const speaksOfMemory = (words: string) => shortOfMemory.some((pattern) => pattern.test(words))

/** How an engine ended, as words that follow "The engine ended at step 12:". */
export function describeEnd({ code, signal, lastWords, systemShort }: EngineEnd): string {
  if (speaksOfMemory(lastWords)) return ranOutOfMemory
  if (signal === 'SIGKILL') return systemShort ? `${ranOutOfMemory}, and the system ended it` : perhapsOutOfMemory
  if (signal) return `it was ended by ${signal}`
  const error = lastWords.split('\n').find((line) => /^\w*Error\b/.test(line.trim()))
  return error ? `it ended with “${error.trim()}”` : `it ended with code ${code ?? 'unknown'}`
}

const advice = 'A smaller batch or smaller networks need less memory, and so do fewer runs at once.'

/** Why a run crashed, in whole sentences: its engine's process is gone. `how` comes from `describeEnd`. */
export function crashReason(step: number, how: string): string {
  const what = `The engine ended at step ${step}: ${how}. Nothing before that step is lost.`
  return how.includes(ranOutOfMemory) ? `${what} ${advice}` : what
}

/** Why a run could not begin, in whole sentences: what its engine answered. */
export function beginningReason(message: string): string {
  const said = message.split('\n', 1)[0]!.trim()
  return speaksOfMemory(message) ? `The run could not begin: ${ranOutOfMemory} (“${said}”). ${advice}` : message
}

/** Why a run crashed whose engine could still say so, in whole sentences. */
export function failureReason(step: number, message: string): string {
  const said = message.split('\n', 1)[0]!.trim()
  if (!speaksOfMemory(message)) return `Training ended at step ${step}: ${message}`
  return crashReason(step, `${ranOutOfMemory} (“${said}”)`)
}

/** How many processes the system has ended for want of memory since it was started; known on Linux only. */
function systemKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Begins to watch; the function returned tells whether the system has since ended a process for want of memory. */
export function watchSystemMemory(): () => boolean {
  const before = systemKills()
  return () => systemKills() > before
}
