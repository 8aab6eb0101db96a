import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, basename } from 'node:path'

const prefix = 'socket-'

/** Bytes a Unix socket's path may have: 104 on macOS and 108 on Linux, with the zero at the end. */
const longestPath = 103

/**
 * A new address for the owner to listen on, never used before: a socket in a fresh folder only this account may enter,
 * inside the home or, where that path would be too long, in the folder for temporary files; on Windows a named pipe.
 */
export function newAddress(home: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\gan-workbench-${randomBytes(12).toString('hex')}`
  const length = Buffer.byteLength(join(home, `${prefix}XXXXXX`, 'api'))
  const folder = mkdtempSync(length <= longestPath ? join(home, prefix) : join(tmpdir(), `gan-workbench-${prefix}`))
  return join(folder, 'api')
}

/** Removes what an owner listened on; also one that was killed and could not do it itself. */
export function removeAddress(address: string): void {
  if (process.platform === 'win32') return
  const folder = dirname(address)
  // The address comes from a file: only a folder that newAddress could have made is removed.
  if (basename(address) === 'api' && basename(folder).includes(prefix)) rmSync(folder, { recursive: true, force: true })
}

/** Removes sockets left in the home by owners that were killed. Only the holder of the home's lock may. */
export function removeLeftovers(home: string): void {
  for (const entry of readdirSync(home, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name.startsWith(prefix)) {
      rmSync(join(home, entry.name), { recursive: true, force: true })
    }
  }
}
