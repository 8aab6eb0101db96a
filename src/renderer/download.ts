import type { ExportedFile, ExportRequest } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { call } from './workbench.ts'

/** Hands a file to the browser to keep, as if it had been downloaded. */
function download(file: ExportedFile): string {
  const url = URL.createObjectURL(new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.filename
  link.click()
  // The browser has begun to read by then; at once would be too early for large files.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return file.filename
}

/**
 * Keeps a file: in the desktop shell where the person chooses, in a browser among its downloads. Resolves with its
 * name, or null where they changed their mind. Throws a WorkbenchError where it could not be written.
 */
export async function saveFile(file: ExportedFile): Promise<string | null> {
  if (!window.ganbenchDesktop) return download(file)
  const saved = await window.ganbenchDesktop.saveFile(file)
  if ('problem' in saved) throw new WorkbenchError('unavailable', saved.problem)
  return saved.path
}

/** Asks for an export of a run and keeps it as a file; resolves as `saveFile` does. */
export async function exportRun(id: string, request: ExportRequest): Promise<string | null> {
  return saveFile(await call('runs.export', { id, request }))
}
