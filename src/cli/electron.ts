import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export interface ElectronFound {
  found: boolean
  path?: string
  /** Why not, and what would change it. */
  reason?: string
}

/**
 * Where Electron's binary is. The package itself must not be loaded to find out: it would begin to download.
 * Whoever has the binary elsewhere names it in ELECTRON_BIN.
 */
export function findElectron(environment: Record<string, string | undefined> = process.env): ElectronFound {
  const given = environment['ELECTRON_BIN']
  if (given)
    return existsSync(given)
      ? { found: true, path: given }
      : { found: false, reason: `ELECTRON_BIN names ${given}, which is not there` }
  let folder: string
  try {
    folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return { found: false, reason: 'the package electron is not installed' }
  }
  const name = join(folder, 'path.txt')
  const path = existsSync(name) ? join(folder, 'dist', readFileSync(name, 'utf8').trim()) : undefined
  if (path && existsSync(path)) return { found: true, path }
  return { found: false, reason: 'its binary has not been downloaded; the page works in any browser without it' }
}
