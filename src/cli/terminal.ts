import { WorkbenchError } from '../contract/errors.ts'
import type { RecipeIssue } from '../contract/recipe/issues.ts'
import { exitCodes } from './exitCodes.ts'

/** A line for people on stderr, which never mixes with what a script reads. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A line of results on stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One issue a line: where, what, and the change that would mend it. */
function formatIssue({ path, message, fix }: RecipeIssue): string {
  const where = path === '' ? '' : `${path}: `
  return `${where}${message}${fix ? ` (fix: ${fix.label})` : ''}`
}

/** The one sentence for an error, and its recipe issues where there are several. Never a stack. */
export function formatError(error: unknown): string {
  if (!(error instanceof WorkbenchError)) return `ganbench: ${error instanceof Error ? error.message : String(error)}`
  const [first, ...more] = error.issues
  if (!first) return `ganbench: ${error.message}`
  const head = `ganbench: ${formatIssue(first)}`
  return [head, ...more.map((issue) => `  and ${formatIssue(issue)}`)].join('\n')
}

/** Lets a reader leave (`ganbench runs | head -1`): what is still to be written is dropped, without a stack trace. */
export function allowReadersToLeave(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** Calls `end` when nobody reads stdout any more. */
export function onReaderGone(end: () => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') end()
  })
}

/** Milliseconds in which a signal counts as the same one: a terminal, npm and a wrapper may all deliver it. */
const sameSignal = 1000

/**
 * Calls `end` at Ctrl-C, at a polite kill, and when the terminal is closed; a second Ctrl-C does not wait for it.
 * Returns a function that stops listening.
 */
export function onInterrupt(end: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let first: number | undefined
  const listener = () => {
    if (first === undefined) {
      first = Date.now()
      end()
    } else if (Date.now() - first > sameSignal) process.exit(exitCodes.interrupted)
  }
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}
