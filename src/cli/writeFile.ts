import { WorkbenchError } from '../contract/errors.ts'
import { systemReason } from '../workbench/systemReason.ts'
import { writeWhole } from '../workbench/writeWhole.ts'

/** Writes what was exported, whole or not at all, or says in a sentence why not. "-" is stdout. */
export async function writeExport(path: string, bytes: Uint8Array): Promise<void> {
  if (path === '-') {
    // A reader that leaves early is no trouble: see allowReadersToLeave, which hears of every other.
    await new Promise<void>((resolve) => process.stdout.write(bytes, () => resolve()))
    return
  }
  try {
    await writeWhole(path, bytes)
  } catch (error) {
    throw new WorkbenchError('unavailable', `${path} can’t be written: ${systemReason(error)}.`)
  }
}
