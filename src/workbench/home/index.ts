import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { WorkbenchError } from '../../contract/errors.ts'
import { takeFileLock, type FileLock } from '../../store/lock.ts'
import { joinOwner } from './client.ts'
import { prepareFolder, unusableHome } from './folder.ts'
import type { Home, HomeOptions } from './home.ts'
import { ownHome } from './owner.ts'
import { readRecord } from './record.ts'

export type { Home } from './home.ts'

function takeLock(home: string): FileLock | null {
  try {
    return takeFileLock(join(home, 'owner.lock'))
  } catch (error) {
    throw unusableHome(home, error)
  }
}

/**
 * Opens a home. Whoever opens it first owns it and becomes its workbench; every other shell is a client of that one.
 * Who is first is decided by a lock that the operating system frees when its holder ends, even by kill -9.
 * Throws a WorkbenchError where the home can't be used, the store can't be opened, or its owner does not answer.
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { home, patience = 20_000 } = options
  prepareFolder(home)
  const deadline = Date.now() + patience
  for (;;) {
    const lock = takeLock(home)
    if (lock) return ownHome(options, lock)
    const record = readRecord(home)
    const client = record && (await joinOwner(home, record))
    if (client) return client
    if (Date.now() > deadline) {
      const who = record ? `process ${record.pid} (${record.shell})` : 'another process'
      throw new WorkbenchError(
        'unavailable',
        `${home} is in use by ${who}, which does not answer. Its runs are safe; end that process, or choose another folder with --home.`,
      )
    }
    // Uneven, so that two that try at the same moment do not stay in step.
    await wait(20 + Math.random() * 30)
  }
}
