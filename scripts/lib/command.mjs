import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A sentence for the person at the terminal; scripts print its message and nothing else. */
export class ScriptError extends Error {}

/** How commands under way are ended when this script is told to end. */
const children = new Set()

/**
 * Signals reach the commands a script has started before the script itself ends with the usual exit code.
 * Returns a function that undoes this.
 */
export function endChildrenOnSignals() {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
  const end = (signal) => {
    for (const child of children) child.kill(signal)
    process.exit(codes[signal])
  }
  for (const signal of Object.keys(codes)) process.on(signal, end)
  return () => {
    for (const signal of Object.keys(codes)) process.off(signal, end)
  }
}

/**
 * Runs a command to its end. Resolves with its exit code and everything it wrote, in the order written.
 * `onText` sees the output as it comes; `timeout` in milliseconds ends the command with SIGTERM.
 */
export function runCommand(file, args, { cwd, env = process.env, onText, timeout, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    children.add(child)
    let output = ''
    let timedOut = false
    const end = () => {
      timedOut = true
      child.kill('SIGTERM')
    }
    const timer = timeout ? setTimeout(end, timeout) : undefined
    const take = (text) => {
      output += text
      onText?.(text)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    const settle = (code) => {
      clearTimeout(timer)
      children.delete(child)
      resolve({ code, output, timedOut })
    }
    child.on('error', (error) => {
      take(`${error.message}\n`)
      settle(127)
    })
    child.on('close', (code) => settle(code ?? 1))
  })
}

/** Runs a script's main function; a ScriptError becomes one sentence on stderr and exit code 1. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Whether this module is the one that was started, rather than imported. */
export const isMain = (url) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url)
