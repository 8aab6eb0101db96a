import { shallowReactive } from 'vue'
import type { ImportedData, ImportOptions } from '../contract/dataSet.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { importData, type ImportFile } from '../contract/importData.ts'
import { applyEdit } from '../contract/recipe/edit.ts'
import type { RecipeIssue } from '../contract/recipe/issues.ts'
import { useData } from './draftData.ts'
import { call, errorText } from './workbench.ts'

/** Files to be read together, and how. */
export interface DataFiles {
  name: string
  files: readonly ImportFile[]
  options?: Partial<ImportOptions>
}

/** The page's one import: what it is of, how far it is, and what came of it. */
export const dataImport = shallowReactive({
  /** Null before the first. */
  source: null as DataFiles | null,
  /** The share that is done, 0 … 1, and rows or images so far; null while none is under way. */
  progress: null as { done: number; count: number } | null,
  /** Why nothing was imported, with what would mend it. */
  problem: null as { text: string; issues: readonly RecipeIssue[] } | null,
  imported: null as ImportedData | null,
})

let under: string | null = null
let counter = 0

/** Reads files into the library and puts them into the recipe being edited. One at a time: another ends it. */
export async function importIntoDraft(source: DataFiles): Promise<void> {
  cancelImport()
  const id = `page-${++counter}-${Date.now()}`
  under = id
  Object.assign(dataImport, { source, progress: { done: 0, count: 0 }, problem: null, imported: null })
  try {
    const imported = await importData(call, {
      ...{ id, name: source.name, files: source.files, options: source.options ?? {} },
      onProgress: (done, count) => {
        if (under === id) dataImport.progress = { done, count }
      },
    })
    if (under !== id) return
    await useData(imported.dataSet)
    dataImport.imported = imported
  } catch (error) {
    if (under !== id) return
    const issues = error instanceof WorkbenchError ? error.issues : []
    dataImport.problem = { text: errorText(error), issues }
  } finally {
    if (under === id) {
      under = null
      dataImport.progress = null
    }
  }
}

/** Ends the import under way; nothing of it is kept. */
export function cancelImport(): void {
  const id = under
  under = null
  dataImport.progress = null
  // Where the connection is gone the import is, too.
  if (id !== null) call('data.cancel', { id }).catch(() => undefined)
}

/** Reads the same files again with the change to the options that an issue offers. */
export function importAgain({ fix }: RecipeIssue): void {
  const { source } = dataImport
  if (!source || !fix) return
  const options = applyEdit(source.options ?? {}, fix.edit) as Partial<ImportOptions>
  void importIntoDraft({ ...source, options })
}

/** Puts away what came of the last import. */
export function forgetImport(): void {
  if (under === null) Object.assign(dataImport, { source: null, problem: null, imported: null })
}
