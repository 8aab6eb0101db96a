import type { RunSummary } from '../../contract/run.ts'
import { withClient } from '../reading.ts'
import { print } from '../terminal.ts'
import { count, moment, toldNumbers } from '../words.ts'

export interface RunsFlags {
  home?: string
  json?: boolean
}

const headings = ['ID', 'NAME', 'STATE', 'STEP', 'NEWEST', 'BEGUN']

function row(run: RunSummary): string[] {
  const { id, name, state, step, totalSteps, createdAt } = run
  const steps = `${count(step)} of ${count(totalSteps)}`
  return [id, name, state, steps, toldNumbers(run).join(', '), moment(createdAt)]
}

function table(rows: string[][]): string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => [...(cells[column] ?? '')].length)))
  const pad = (text: string, column: number) => text + ' '.repeat((widths[column] ?? 0) - [...text].length)
  return rows.map((cells) => cells.map(pad).join('  ').trimEnd())
}

/** `ganbench runs`: a table for people, or one JSON array. */
export async function runsCommand({ home, json }: RunsFlags): Promise<number> {
  const runs = await withClient(home, (client) => client.call('runs.list', { trashed: false }))
  if (json) print(JSON.stringify(runs))
  else if (runs.length === 0) print('No runs yet. Begin one with: ganbench run linear-gaussian')
  else for (const line of table([headings, ...runs.map(row)])) print(line)
  return 0
}
