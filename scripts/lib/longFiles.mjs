import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Files below these folders with more than `most` lines, each as "path: lines". */
export function longFiles(root, folders, most) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\.(ts|vue|mjs|js|css|html)$/.test(file))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > most)
    .map(({ file, lines }) => `${file.slice(root.length + 1)}: ${lines} lines`)
}
