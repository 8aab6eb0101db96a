import { test as base, expect, type ElectronApplication, type Page } from '@playwright/test'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../../../src/contract/api.ts'
import { connectApi } from '../../../src/contract/rpc.ts'
import { findEntries } from '../../../src/workbench/entries.ts'
import { openHome } from '../../../src/workbench/home/index.ts'
import { watch, type Fixtures } from '../../e2e/support/watch.ts'
import type { RunningWorkbench } from '../../e2e/support/workbench.ts'
import { end, engineProcesses, launch, processOf } from './launch.ts'

/** Joins the workbench that owns a home, beside its window. */
export async function joinHome(folder: string): Promise<WorkbenchClient> {
  const entries = findEntries()
  const home = await openHome({ home: folder, shell: 'terminal', entries, resources: entries.resources })
  if (home.role !== 'client') {
    await home.close()
    throw new Error('no desktop owns this home')
  }
  const client = connectApi<WorkbenchCommands, WorkbenchEvents>(await home.connect())
  client.onClose(() => void home.close())
  return client
}

/** The app's page once it is drawn, and what it did that it must not. */
async function openPage(desktop: ElectronApplication): Promise<{ page: Page; seen: string[] }> {
  const page = await desktop.firstWindow()
  // As in the browser's journeys: the test's own limit is the limit.
  page.setDefaultTimeout(0)
  // Before that the window shows an empty document, whose origin is nobody's.
  await page.waitForURL(/\/index\.html/)
  const seen = watch(page, () => new URL(page.url()).origin)
  await page.getByRole('link', { name: 'Start' }).waitFor()
  return { page, seen }
}

function workbenchOf(desktop: ElectronApplication, home: string, page: Page): RunningWorkbench {
  const process = processOf(desktop)
  return {
    address: page.url().replace(/#.*$/, ''),
    pid: process.pid!,
    engines: () => engineProcesses(desktop),
    connect: () => joinHome(home),
    stop: () => end(desktop),
    async kill() {
      const gone = new Promise((resolve) => process.once('exit', resolve))
      process.kill('SIGKILL')
      await gone
    },
  }
}

/** Answers the next save dialog with this file. */
async function saveTo(desktop: ElectronApplication, file: string): Promise<void> {
  await desktop.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath })) as typeof dialog.showSaveDialog
  }, file)
}

/** The fixtures of the browser's journeys, with the desktop's window as their page. */
export const desktopTest = base.extend<Fixtures & { desktop: ElectronApplication }>({
  expectedErrors: [[], { option: true }],
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'desktop-'))
    await use(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  },
  env: async ({}, use) => use({}),
  desktop: async ({ home, env }, use) => {
    const desktop = await launch(home, [], { env })
    await use(desktop)
    await end(desktop)
  },
  page: async ({ desktop, expectedErrors }, use) => {
    const { page, seen } = await openPage(desktop)
    await use(page)
    expect(seen.filter((line) => !expectedErrors.some((known) => known.test(line)))).toEqual([])
  },
  workbench: async ({ desktop, home, page }, use) => {
    await use(workbenchOf(desktop, home, page))
  },
  kept: async ({ desktop, home }, use) => {
    let count = 0
    await use(async (ask) => {
      const file = join(home, `kept-${++count}`)
      await saveTo(desktop, file)
      await ask()
      // It is moved to its place once it is whole.
      await expect.poll(() => existsSync(file)).toBe(true)
      return readFileSync(file)
    })
  },
  reopen: async ({ home, env, expectedErrors }, use) => {
    const opened: ElectronApplication[] = []
    const seen: string[][] = []
    await use(async (product) => {
      const desktop = await launch(home, [], { env, ...(product ? { product } : {}) })
      opened.push(desktop)
      const next = await openPage(desktop)
      seen.push(next.seen)
      return { page: next.page, workbench: workbenchOf(desktop, home, next.page) }
    })
    for (const desktop of opened) await end(desktop)
    expect(seen.flat().filter((line) => !expectedErrors.some((known) => known.test(line)))).toEqual([])
  },
  client: async ({ page: _page, home }, use) => {
    const client = await joinHome(home)
    await use(client)
    client.close()
  },
})

export { expect }
