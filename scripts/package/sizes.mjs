import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

/** All files below a folder with their bytes, the largest first. */
function fileSizes(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file: relative(folder, file), bytes: statSync(file).size }))
    .sort((a, b) => b.bytes - a.bytes)
}

/** What a folder weighs, and its ten largest files: one line each. */
export function describeSizes(folder) {
  const files = fileSizes(folder)
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  return [
    `${folder}: ${megabytes(total)} in ${files.length} files; the largest:`,
    ...files.slice(0, 10).map(({ file, bytes }) => `  ${megabytes(bytes).padStart(9)}  ${file}`),
  ].join('\n')
}
