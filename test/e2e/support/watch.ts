import type { Page } from '@playwright/test'
import type { WorkbenchClient } from '../../../src/contract/api.ts'
import type { RunningWorkbench } from './workbench.ts'

/** A home that has been opened again. */
export interface Reopened {
  page: Page
  workbench: RunningWorkbench
}

/** What every journey is given, whichever shell it runs in. */
export interface Fixtures {
  home: string
  /** Beside this process's own environment. */
  env: Record<string, string>
  /** A workbench of its own for each test, on an empty home. */
  workbench: RunningWorkbench
  /** What the store says, asked beside the page. */
  client: WorkbenchClient
  /** Resolves with the bytes of the file that the page keeps when `ask` is done in it: a download, or a saved file. */
  kept: (ask: () => Promise<void>) => Promise<Buffer>
  /** Opens the home again, once its workbench has ended; `product` is the folder of another build. */
  reopen: (product?: string) => Promise<Reopened>
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
