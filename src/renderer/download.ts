import type { ExportedFile, ExportRequest } from '../contract/api.ts'
import { call } from './workbench.ts'

/** Hands a file to the browser to keep, as if it had been downloaded. */
export function saveFile(file: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.filename
  link.click()
  // The browser has begun to read by then; at once would be too early for large files.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Asks for an export of a run and keeps it as a file; resolves with the file's name. */
export async function exportRun(id: string, request: ExportRequest): Promise<string> {
  const file = await call('runs.export', { id, request })
  saveFile(file)
  return file.filename
}
