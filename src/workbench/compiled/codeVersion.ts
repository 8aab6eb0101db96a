import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/**
 * A hash of the code that compiles: of the engine's sources and the contract's, or of the bundle that holds them. The
 * first run waits for it, so all is read at once: file by file in turns with other work takes several times as long.
 */
export function codeVersion(engine: URL): string {
  const folder = fileURLToPath(new URL('.', engine))
  const folders = engine.pathname.endsWith('.ts') ? [folder, fileURLToPath(new URL('../contract/', engine))] : [folder]
  const hash = createHash('sha256')
  for (const file of folders.flatMap(filesIn)) hash.update(`${relative(folder, file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}
