import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WorkbenchError } from '../contract/errors.ts'
import { systemReason } from '../workbench/systemReason.ts'

/** Writes a file whole or not at all: what was there before stays until all is on the disk. "-" is stdout. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  if (path === '-') {
    // A reader that leaves early is no trouble: see allowReadersToLeave, which hears of every other.
    await new Promise<void>((resolve) => process.stdout.write(bytes, () => resolve()))
    return
  }
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`)
  try {
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw new WorkbenchError('unavailable', `${path} can’t be written: ${systemReason(error)}.`)
  }
}
