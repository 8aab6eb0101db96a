import { app, dialog, type BrowserWindow } from 'electron'
import { basename, extname, join } from 'node:path'
import { z } from 'zod'
import { bytesSchema } from '../contract/bytes.ts'
import type { SavedFile } from '../contract/desktop.ts'
import { writeWhole } from '../workbench/writeWhole.ts'

const fileSchema = z.object({
  filename: z.string().min(1).max(200),
  mime: z.string().max(100),
  bytes: bytesSchema,
})

/** Asks where an exported file is to go and writes it there. Throws for a message that is no such file. */
export async function saveWithDialog(window: BrowserWindow, given: unknown): Promise<SavedFile> {
  const { filename, bytes } = fileSchema.parse(given)
  // The page proposes a name, never a place.
  const name = basename(filename.replaceAll('\\', '/')).replace(/^\.+/, '') || 'export'
  const extension = extname(name).slice(1)
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save',
    buttonLabel: 'Save',
    defaultPath: join(app.getPath('downloads'), name),
    filters: extension ? [{ name: extension.toUpperCase(), extensions: [extension] }] : [],
  })
  if (canceled || !filePath) return { path: null }
  try {
    await writeWhole(filePath, bytes)
    return { path: filePath }
  } catch (error) {
    return { problem: `${filePath} can’t be written: ${(error as Error).message}. What was there before is unchanged` }
  }
}
