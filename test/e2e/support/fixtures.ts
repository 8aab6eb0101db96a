import { test as base, expect } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktopTest } from '../../electron/support/desktop.ts'
import { watch, type Fixtures } from './watch.ts'
import { startWorkbench, type RunningWorkbench } from './workbench.ts'

const browserTest = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'workbench-'))
    await use(home)
    rmSync(home, { recursive: true, force: true })
  },
  env: async ({}, use) => use({}),
  workbench: async ({ home, env }, use) => {
    const workbench = await startWorkbench({ home, env })
    await use(workbench)
    await workbench.stop()
  },
  client: async ({ workbench }, use) => {
    const client = await workbench.connect()
    await use(client)
    client.close()
  },
  kept: async ({ page }, use) => {
    await use(async (ask) => {
      const [file] = await Promise.all([page.waitForEvent('download'), ask()])
      return readFileSync(await file.path())
    })
  },
  reopen: async ({ page, workbench, home, env }, use) => {
    const opened: RunningWorkbench[] = []
    await use(async (product) => {
      // At the same place: the page may not ask for anything elsewhere.
      const port = Number(new URL(workbench.address).port)
      const cli = product === undefined ? undefined : join(product, 'out', 'main', 'cli.js')
      const next = await startWorkbench({ home, port, env, ...(cli ? { cli } : {}) })
      opened.push(next)
      await page.goto(next.address)
      return { page, workbench: next }
    })
    for (const one of opened) await one.stop()
  },
  page: async ({ page, workbench, expectedErrors }, use) => {
    const seen = watch(page, () => new URL(workbench.address).origin)
    await page.goto(workbench.address)
    await use(page)
    expect(seen.filter((line) => !expectedErrors.some((known) => known.test(line)))).toEqual([])
  },
})

/** The same journeys run in a browser and in the desktop's window (playwright.electron.config.ts). */
export const test = process.env.GANBENCH_SHELL === 'desktop' ? desktopTest : browserTest

export { expect }
