import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export interface PageFile {
  type: string
  bytes: Buffer
}

/** The file of the built page that a path asks for, or null. Nothing outside the folder is ever read. */
export async function readPageFile(page: URL, pathname: string): Promise<PageFile | null> {
  let relative: string
  try {
    relative = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (/[\\\0]/.test(relative)) return null
  if (relative.endsWith('/')) relative += 'index.html'
  try {
    const folder = await realpath(fileURLToPath(page))
    // Resolved with links followed, then compared: neither .. nor a link leads out.
    const file = await realpath(join(folder, relative))
    const type = types[extname(file)]
    if (!file.startsWith(folder + sep) || type === undefined) return null
    return { type, bytes: await readFile(file) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG') return null
    throw error
  }
}
