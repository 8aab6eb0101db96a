import { randomUUID } from 'node:crypto'
import type { WorkbenchClient } from '../../contract/api.ts'
import type { ImportedData, ImportOptions } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { importData, type ImportFile } from '../../contract/importData.ts'
import type { RecipeIssue } from '../../contract/recipe/issues.ts'
import { say } from '../terminal.ts'
import { count } from '../words.ts'

/** Milliseconds between two lines about a long import. */
const tellEvery = 5000

/** Tells how far an import is: on one line that is drawn over, or now and then where that can't be. */
function tellProgress(name: string): { update(done: number, examples: number): void; end(): void } {
  const { stderr } = process
  let told = Date.now()
  let drawn = false
  return {
    update(done, examples) {
      if (Date.now() - told < (stderr.isTTY ? 100 : tellEvery)) return
      told = Date.now()
      const line = `Reading ${name}: ${Math.floor(100 * done)} %  ${count(examples)} so far`
      if (stderr.isTTY) stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns || 80) - 1)}`)
      else say(line)
      drawn = stderr.isTTY
    },
    end() {
      if (drawn) stderr.write('\r\u001b[K')
    },
  }
}

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
  const progress = tellProgress(name)
  try {
    const call: WorkbenchClient['call'] = (command, params) => client.call(command, params)
    return await importData(call, {
      id: randomUUID(),
      name,
      files,
      options,
      onProgress: (done, examples) => progress.update(done, examples),
    })
  } catch (error) {
    const [issue] = error instanceof WorkbenchError ? error.issues : []
    const flag = issue && flagFor(issue)
    if (!issue || flag === undefined) throw error
    throw new WorkbenchError('bad-input', `${issue.message}; “ganbench data import” with ${flag} would do without.`)
  } finally {
    progress.end()
  }
}
