import { existsSync, readFileSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** An installed package's folder and version, or undefined where it isn't installed. Loads none of its code. */
export function findPackage(name: string): { folder: string; version: string } | undefined {
  // Looked for as Node does, from folder to folder: a package may not say where its package.json lies.
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json')
    if (!existsSync(file)) continue
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
    return { folder: dirname(file), version }
  }
  return undefined
}

/** What a folder's files take up in bytes; files that go away meanwhile count nothing. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      lstat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** A folder with what its files take up in bytes; null where there is no such folder. */
export async function filesOf(folder: string | undefined): Promise<{ folder: string; bytes: number } | null> {
  if (!folder || !existsSync(folder)) return null
  return { folder, bytes: await bytesIn(folder) }
}
