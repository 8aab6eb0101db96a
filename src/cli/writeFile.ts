import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WorkbenchError } from '../contract/errors.ts'

/** Writes a file whole or not at all: what was there before stays until all is on the disk. "-" is stdout. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  if (path === '-') {
    if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
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
    throw new WorkbenchError('unavailable', `${path} can’t be written: ${(error as Error).message}`)
  }
}
