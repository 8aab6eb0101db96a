import type { DataSet } from '../contract/dataSet.ts'
import { isOwnData, type DataRecipe } from '../contract/recipe/data.ts'
import { issueAt, type RecipeIssue } from '../contract/recipe/issues.ts'
import { checkOwnData } from '../contract/recipe/ownData.ts'

/** What a recipe asks of data that a person has brought and that isn't there. `kept` is null while nobody knows. */
export function keptDataIssues(data: DataRecipe, kept: readonly DataSet[] | null): RecipeIssue[] {
  if (!isOwnData(data) || kept === null) return []
  const dataSet = kept.find(({ hash }) => hash === data.file)
  if (dataSet) return checkOwnData(data, dataSet)
  return [issueAt(['data', 'file'], `“${data.name}” is not kept here: import it again, or choose other data`)]
}
