import { open, readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { WorkbenchError } from '../../contract/errors.ts'
import { imagesAmong, type ImportFile } from '../../contract/importData.ts'
import { systemReason } from '../../workbench/systemReason.ts'

function localFile(path: string, name: string, size: number): ImportFile {
  return {
    name,
    size,
    async read(from, to) {
      const handle = await open(path)
      try {
        const bytes = new Uint8Array(to - from)
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, from)
        return bytes.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },
  }
}

const unreadable = (path: string, error: unknown) =>
  new WorkbenchError(
    'bad-input',
    `${path} can’t be read: ${systemReason(error, { EACCES: 'this account may not read it', ENOENT: 'there is no such file or folder' })}.`,
  )

async function imagesIn(folder: string): Promise<ImportFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/') }))
  const images = imagesAmong(names)
  if (images.length === 0) throw new WorkbenchError('bad-input', `${folder} holds no images (PNG or JPEG).`)
  return Promise.all(
    images.map(async ({ name }) => localFile(join(folder, name), name, (await stat(join(folder, name))).size)),
  )
}

/**
 * The files at a path: itself, or the images of a folder and its subfolders; and what they are called together. Throws
 * bad-input where there is nothing to read.
 */
export async function localFiles(path: string): Promise<{ name: string; files: ImportFile[] }> {
  // Where a folder ends with a slash its name does not.
  const whole = resolve(path)
  const name = basename(whole).slice(0, 120) || 'data'
  try {
    const found = await stat(whole)
    if (found.isDirectory()) return { name, files: await imagesIn(whole) }
    return { name, files: [localFile(whole, basename(whole), found.size)] }
  } catch (error) {
    throw error instanceof WorkbenchError ? error : unreadable(path, error)
  }
}
