import type { WorkbenchClient } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import type { RunSummary } from '../contract/run.ts'

/** Ids listed in an error before it says how many more there are. */
const mostListed = 5

/**
 * The run meant by an id, the unique start of one, or a name. Throws not-found, or bad-input where it may be several.
 */
export async function findRun(client: WorkbenchClient, text: string): Promise<RunSummary> {
  const [kept, trashed] = await Promise.all([
    client.call('runs.list', { trashed: false }),
    client.call('runs.list', { trashed: true }),
  ])
  for (const runs of [kept, trashed]) {
    const exact = runs.find(({ id }) => id === text)
    if (exact) return exact
    const named = runs.filter(({ name }) => name.toLowerCase() === text.toLowerCase())
    const found = named.length > 0 ? named : runs.filter(({ id }) => text !== '' && id.startsWith(text.toLowerCase()))
    const [only] = found
    if (only && found.length === 1) return only
    if (found.length > 1) {
      const ids = found.slice(0, mostListed).map(({ id }) => id)
      const more = found.length > mostListed ? ` and ${found.length - mostListed} more` : ''
      throw new WorkbenchError(
        'bad-input',
        `“${text}” may be ${found.length} runs: ${ids.join(', ')}${more}. Use the id of one.`,
      )
    }
  }
  throw new WorkbenchError('not-found', `There is no run “${text}”. See “ganbench runs” for those you keep.`)
}
