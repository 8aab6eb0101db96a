import { WorkbenchError } from '../../contract/errors.ts'
import { firstStep } from '../../contract/run.ts'
import { findRun } from '../findRun.ts'
import { findingJson, findingLines, readHealth } from '../health.ts'
import { withClient } from '../reading.ts'
import { print } from '../terminal.ts'
import { count } from '../words.ts'

export interface HealthFlags {
  /** As the run was then. */
  step?: number
  home?: string
  json?: boolean
}

/** `ganbench health`: what is unusual in a run, from its stored numbers; nothing is computed again. */
export async function healthCommand(text: string, { step, home, json }: HealthFlags): Promise<number> {
  const { run, at, findings } = await withClient(home, async (client) => {
    const run = await findRun(client, text)
    if (step !== undefined && (step > run.step || step < firstStep(run))) {
      throw new WorkbenchError(
        'bad-input',
        `“${run.name}” has numbers of steps ${firstStep(run)} to ${run.step}; step ${step} is not among them.`,
      )
    }
    const at = step ?? run.step
    return { run, at, findings: await readHealth(client, run, at) }
  })
  if (json) {
    const told = findings.map((finding) => findingJson(run, finding))
    print(JSON.stringify({ type: 'health', run: run.id, step: at, findings: told }))
    return 0
  }
  if (findings.length === 0) {
    const rules = run.recipe.family === 'gan'
    print(rules ? `Nothing unusual up to step ${count(at)}.` : 'Health has rules for GANs only; this run is none.')
  }
  for (const finding of findings) for (const line of findingLines(run, finding)) print(line)
  return 0
}
