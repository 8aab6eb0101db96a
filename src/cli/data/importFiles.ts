import { randomUUID } from 'node:crypto'
import type { WorkbenchClient } from '../../contract/api.ts'
import type { ImportedData, ImportOptions } from '../../contract/dataSet.ts'
import { importData, type ImportFile } from '../../contract/importData.ts'
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
  } finally {
    progress.end()
  }
}
