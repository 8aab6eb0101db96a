import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @electron/fuses looks for this in a binary; the version of the fuses and their number follow, then one sign a fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = 8

/**
 * Makes a folder that electron-builder takes for an unpacked Electron for Linux, so that a package's layout can be
 * built where there is none. Its executable has the fuses of the real one, all at "0", and runs nothing.
 */
export function makeStandIn(folder, version) {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'), { recursive: true })
  const says = '#!/bin/sh\necho "This stands in for Electron’s binary; it runs nothing." >&2\nexit 1\n'
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES]), Buffer.alloc(FUSES, '0')])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(says), wire]), { mode: 0o755 })
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler'])
    writeFileSync(join(folder, name), '', { mode: 0o755 })
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(folder, name), name)
  writeFileSync(join(folder, 'version'), version)
}
