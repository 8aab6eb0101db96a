import type { Page } from '@playwright/test'
import type { WorkbenchClient } from '../../../src/contract/api.ts'
import type { RunningWorkbench } from './workbench.ts'

/** What every journey is given, whichever shell it runs in. */
export interface Fixtures {
  home: string
  /** A workbench of its own for each test, on an empty home. */
  workbench: RunningWorkbench
  /** What the store says, asked beside the page. */
  client: WorkbenchClient
  /** Console errors a test brings about on purpose, such as those of a lost connection. */
  expectedErrors: RegExp[]
}

/** Notes whatever a page must never do: errors, breaches of its policy, requests that leave its origin. */
export function watch(page: Page, origin: () => string): string[] {
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
