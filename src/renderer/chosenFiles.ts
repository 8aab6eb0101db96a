import { imagesAmong, type ImportFile } from '../contract/importData.ts'
import type { DataFiles } from './dataImport.ts'

const asImportFile = (file: File, name: string): ImportFile => ({
  name,
  size: file.size,
  read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
})

/** A file and its path below what was chosen or dropped. */
interface FoundFile {
  path: string
  file: File
}

/** What was chosen as one piece of data: a folder's images, or files that belong together. Null for nothing. */
function together(found: readonly FoundFile[], folder: string | null): DataFiles | null {
  const named = found.map(({ path, file }) => ({ name: path, file }))
  const wanted = folder === null ? named : imagesAmong(named)
  const [first] = wanted
  if (!first) return folder === null ? null : { name: folder, files: [] }
  return { name: folder ?? first.name, files: wanted.map(({ name, file }) => asImportFile(file, name)) }
}

/** Files chosen with an input; those of a folder have its name before theirs. */
export function chosenData(files: FileList): DataFiles | null {
  const found = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  const parts = found[0]?.path.split('/') ?? []
  if (parts.length < 2) return together(found, null)
  const folder = parts[0]!
  return together(
    found.map(({ path, file }) => ({ path: path.slice(folder.length + 1), file })),
    folder,
  )
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** Directories tell their entries in parts, until a part is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
  }
}

async function filesBelow(entry: FileSystemEntry, path: string): Promise<FoundFile[]> {
  if (entry.isFile) return [{ path, file: await fileOf(entry as FileSystemFileEntry) }]
  const inside = await entriesOf(entry as FileSystemDirectoryEntry)
  const prefix = path === '' ? '' : `${path}/`
  return (await Promise.all(inside.map((one) => filesBelow(one, `${prefix}${one.name}`)))).flat()
}

/** What was let go over the window: files, or a folder. Has to be called within the event: the list is empty after it. */
export async function droppedData(items: DataTransferItemList): Promise<DataFiles | null> {
  // What comes from another page rather than from the disk is a file without an entry.
  const found = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  const folder = found.find((one) => one !== null && 'isDirectory' in one && one.isDirectory) as
    FileSystemDirectoryEntry | undefined
  if (folder) return together(await filesBelow(folder, ''), folder.name)
  const files = found.map((one) => {
    if (one === null) return []
    return one instanceof File ? [{ path: one.name, file: one }] : filesBelow(one, one.name)
  })
  return together((await Promise.all(files)).flat(), null)
}
