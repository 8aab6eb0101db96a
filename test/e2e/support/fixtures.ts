import { test as base, expect, type Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkbenchClient } from '../../../src/contract/api.ts'
import { startWorkbench, type RunningWorkbench } from './workbench.ts'

interface Fixtures {
  home: string
  /** A workbench of its own for each test, on an empty home. */
  workbench: RunningWorkbench
  /** What the store says, asked beside the page. */
  client: WorkbenchClient
  /** Console errors a test brings about on purpose, such as those of a lost connection. */
  expectedErrors: RegExp[]
}

/** Notes whatever a page must never do: errors, breaches of its policy, requests that leave its origin. */
function watch(page: Page, origin: () => string): string[] {
  const seen: string[] = []
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, origin: target } = new URL(request.url())
    if (!['blob:', 'data:'].includes(protocol) && target !== origin()) seen.push(`request: ${request.url()}`)
  })
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(origin()).host) seen.push(`socket: ${socket.url()}`)
  })
  return seen
}

export const test = base.extend<Fixtures>({
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

export { expect }
