import { dirname, resolve } from 'node:path'
import type { WorkbenchClient } from '../../contract/api.ts'
import { applyEdit, valueAt } from '../../contract/recipe/edit.ts'
import type { OwnDataRecipe } from '../../contract/recipe/data.ts'
import { checkDataKind, isDataHash, ownDataRecipe } from '../../contract/recipe/ownData.ts'
import { refuseIssues } from '../../workbench/newRun.ts'
import { say } from '../terminal.ts'
import { importFiles } from './importFiles.ts'
import { localFiles } from './localFiles.ts'
import { importLines } from './words.ts'

/** The path that a recipe names in place of kept data: seen from the recipe's own folder. Undefined where it names none. */
export function dataPathOf(recipe: unknown, source: string): string | undefined {
  const kind = valueAt(recipe, ['data', 'kind'])
  const file = valueAt(recipe, ['data', 'file'])
  if ((kind !== 'table' && kind !== 'images') || typeof file !== 'string' || isDataHash(file)) return undefined
  return resolve(dirname(source), file)
}

/**
 * The recipe with the file at `path` imported, and named by its hash; what the recipe leaves out is as the data is.
 * Throws bad-input where the file can't be read, or holds the other kind of data.
 */
export async function importRecipeData(client: WorkbenchClient, recipe: unknown, path: string): Promise<unknown> {
  const { name, files } = await localFiles(path)
  const imported = await importFiles(client, name, files)
  for (const line of importLines(imported)) say(line)
  const given = valueAt(recipe, ['data']) as Pick<OwnDataRecipe, 'kind'>
  // Before the rest is filled in: settings of the other kind would hide what the mistake is.
  refuseIssues(checkDataKind(given.kind, imported.dataSet))
  const found = ownDataRecipe(imported.dataSet)
  return applyEdit(recipe, { set: ['data'], value: { ...found, ...given, file: found.file } })
}
