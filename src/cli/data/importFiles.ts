import { randomUUID } from 'node:crypto'
import type { WorkbenchClient } from '../../contract/api.ts'
import type { ImportedData, ImportOptions } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { importData, type ImportFile } from '../../contract/importData.ts'
import type { RecipeIssue } from '../../contract/recipe/issues.ts'
import { statusLine } from '../statusLine.ts'
import { count } from '../words.ts'

/** Milliseconds between two lines about a long import. */
const tellEvery = 5000

/** The flag of `ganbench data import` that makes the change which an issue offers. */
function flagFor({ fix }: RecipeIssue): string | undefined {
  if (!fix || !('set' in fix.edit)) return undefined
  const { set, value } = fix.edit
  if (set[0] === 'every') return `--every ${String(value)}`
  return set[0] === 'leaveOut' && Array.isArray(value) ? `--leave-out "${String(value.at(-1))}"` : undefined
}

/** Imports files with progress on stderr. Throws as `importData` does. */
export async function importFiles(
  client: WorkbenchClient,
  name: string,
  files: readonly ImportFile[],
  options: Partial<ImportOptions> = {},
): Promise<ImportedData> {
  const { tell, end } = statusLine(tellEvery)
  try {
    const call: WorkbenchClient['call'] = (command, params) => client.call(command, params)
    return await importData(call, {
      id: randomUUID(),
      name,
      files,
      options,
      onProgress: (done, examples) =>
        tell(() => `Reading ${name}: ${Math.floor(100 * done)} %  ${count(examples)} so far`),
    })
  } catch (error) {
    const [issue] = error instanceof WorkbenchError ? error.issues : []
    const flag = issue && flagFor(issue)
    if (!issue || flag === undefined) throw error
    throw new WorkbenchError('bad-input', `${issue.message}; “ganbench data import” with ${flag} would do without.`)
  } finally {
    end()
  }
}
