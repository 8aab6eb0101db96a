import { test as base, expect } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktopTest } from '../../electron/support/desktop.ts'
import { watch, type Fixtures } from './watch.ts'
import { startWorkbench } from './workbench.ts'

const browserTest = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'workbench-'))
    await use(home)
    rmSync(home, { recursive: true, force: true })
  },
  workbench: async ({ home }, use) => {
    const workbench = await startWorkbench({ home })
    await use(workbench)
    await workbench.stop()
  },
  client: async ({ workbench }, use) => {
    const client = await workbench.connect()
    await use(client)
    client.close()
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
