import { test as base, expect, type ElectronApplication } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../../../src/contract/api.ts'
import { connectApi } from '../../../src/contract/rpc.ts'
import { findEntries } from '../../../src/workbench/entries.ts'
import { openHome } from '../../../src/workbench/home/index.ts'
import { watch, type Fixtures } from '../../e2e/support/watch.ts'
import { end, launch, processOf } from './launch.ts'

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

/** The fixtures of the browser's journeys, with the desktop's window as their page. */
export const desktopTest = base.extend<Fixtures & { desktop: ElectronApplication }>({
  expectedErrors: [[], { option: true }],
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'desktop-'))
    await use(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  },
  desktop: async ({ home }, use) => {
    const desktop = await launch(home)
    await use(desktop)
    await end(desktop)
  },
  page: async ({ desktop, expectedErrors }, use) => {
    const page = await desktop.firstWindow()
    // Before that the window shows an empty document, whose origin is nobody's.
    await page.waitForURL(/\/index\.html/)
    const seen = watch(page, () => new URL(page.url()).origin)
    await page.getByRole('link', { name: 'Start' }).waitFor()
    await use(page)
    expect(seen.filter((line) => !expectedErrors.some((known) => known.test(line)))).toEqual([])
  },
  workbench: async ({ desktop, home, page }, use) => {
    const process = processOf(desktop)
    await use({
      address: page.url().replace(/#.*$/, ''),
      pid: process.pid!,
      connect: () => joinHome(home),
      stop: () => end(desktop),
      async kill() {
        process.kill('SIGKILL')
      },
    })
  },
  client: async ({ page: _page, home }, use) => {
    const client = await joinHome(home)
    await use(client)
    client.close()
  },
})

export { expect }
