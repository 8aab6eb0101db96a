import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Home, HomeOptions } from '../../../src/workbench/home/home.ts'
import { openHome } from '../../../src/workbench/home/index.ts'
import { fakeWorkbench } from './fakeWorkbench.ts'

const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

/** Undoes something after the test, last made first. */
export function afterThisTest(cleanUp: () => unknown): void {
  cleanUps.push(cleanUp)
}

/** An empty folder that goes away after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ganbench-test-'))
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const nowhere = new URL('file:///nowhere')

/** Options of a home with a fake workbench. */
export function homeOptions(home: string, more: Partial<HomeOptions> = {}): HomeOptions {
  return {
    home,
    shell: 'terminal',
    entries: { engine: nowhere, store: nowhere },
    resources: nowhere,
    openWorkbench: () => Promise.resolve(fakeWorkbench()),
    ...more,
  }
}

/** Opens a home that is closed after the test. */
export async function openTestHome(home: string, more: Partial<HomeOptions> = {}): Promise<Home> {
  const opened = await openHome(homeOptions(home, more))
  afterThisTest(() => opened.close())
  return opened
}
