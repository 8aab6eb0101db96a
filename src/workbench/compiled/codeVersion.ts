import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|js|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** A hash of the code that compiles: of the engine's sources and the contract's, or of the bundle that holds them. */
export async function codeVersion(engine: URL): Promise<string> {
  const folder = fileURLToPath(new URL('.', engine))
  const folders = engine.pathname.endsWith('.ts') ? [folder, fileURLToPath(new URL('../contract/', engine))] : [folder]
  const hash = createHash('sha256')
  for (const file of (await Promise.all(folders.map(filesIn))).flat()) {
    hash.update(`${relative(folder, file)}\n`).update(await readFile(file))
  }
  return hash.digest('hex')
}
