import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { WorkbenchError } from '../../contract/errors.ts'
import { systemReason } from '../systemReason.ts'

/** What is told when a home can't be used, whatever the reason. */
export function unusableHome(home: string, error: unknown): WorkbenchError {
  const reason = systemReason(error, { ENOENT: 'that place does not exist and can’t be made' })
  return new WorkbenchError(
    'unavailable',
    `Runs can’t be kept in ${home}: ${reason}. Nothing was changed; choose another folder with --home or GANBENCH_HOME.`,
  )
}

/** Makes a folder and those above it. Node's own `recursive` never comes back where a parent refuses with ENOENT (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have made it just now.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Makes the home's folder, for its owner's eyes only, or checks that the one there can be written. */
export function prepareFolder(home: string): void {
  try {
    makeFolder(home)
    if (!statSync(home).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'EEXIST' })
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw unusableHome(home, error)
  }
}
