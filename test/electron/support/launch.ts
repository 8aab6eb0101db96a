import { _electron, type ElectronApplication } from '@playwright/test'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A real Electron where ELECTRON_BIN names one, else the stand-in. Nothing else in the specs knows which it is. */
export const executablePath =
  process.env.ELECTRON_BIN ?? fileURLToPath(new URL('../../electron-standin/electron', import.meta.url))

export const environment = (home: string) => ({ ...(process.env as Record<string, string>), GANBENCH_HOME: home })

const started = new WeakMap<ElectronApplication, ChildProcess>()

/** Playwright forgets the process once it has ended. */
export function processOf(desktop: ElectronApplication): ChildProcess {
  const process = started.get(desktop)
  if (!process) throw new Error('this app was not started here')
  return process
}

interface LaunchOptions {
  /** Beside this process's own environment. */
  env?: Record<string, string>
  /** The folder of the build; the repository's own unless given. */
  product?: string
}

/** Starts the built desktop app on a home; `args` are recipe files and switches. */
export async function launch(home: string, args: string[] = [], options: LaunchOptions = {}) {
  const { product = root } = options
  const env = { ...environment(home), ...options.env }
  const desktop = await _electron.launch({ executablePath, args: [product, ...args], cwd: root, env, timeout: 30_000 })
  started.set(desktop, desktop.process())
  return desktop
}

export const hasEnded = (desktop: ElectronApplication) => {
  const { exitCode, signalCode } = processOf(desktop)
  return exitCode !== null || signalCode !== null
}

/** Ends the app as a person does who lets it take its checkpoints. */
export async function end(desktop: ElectronApplication): Promise<void> {
  if (hasEnded(desktop)) return
  await answerQuestions(desktop, 0)
  await desktop.close()
}

/** Answers every message box from now on with the button of this index; `questions` tells what was asked. */
export async function answerQuestions(desktop: ElectronApplication, button: number): Promise<void> {
  await desktop.evaluate(({ dialog }, response) => {
    const asked: unknown[] = ((globalThis as { asked?: unknown[] }).asked ??= [])
    dialog.showMessageBox = ((...args: unknown[]) => {
      asked.push(args.at(-1))
      return Promise.resolve({ response, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, button)
}

export interface Question {
  message: string
  detail: string
  buttons: string[]
}

export const questions = (desktop: ElectronApplication): Promise<Question[]> =>
  desktop.evaluate(() => (globalThis as { asked?: Question[] }).asked ?? [])

/** The engines' processes. */
export const engineProcesses = (desktop: ElectronApplication): Promise<number[]> =>
  desktop.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name, serviceName }) => `${name} ${serviceName}`.includes('engine '))
      .map(({ pid }) => pid),
  )

/** Chooses an entry of the app's menus. */
export async function choose(desktop: ElectronApplication, id: string): Promise<void> {
  await desktop.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    if (!item) throw new Error(`there is no entry ${wanted}`)
    item.click()
  }, id)
}
