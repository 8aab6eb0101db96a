import type { WorkbenchClient } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { findHealth, type Finding } from '../contract/health/index.ts'
import { firstStep, type RunSummary } from '../contract/run.ts'
import { count } from './words.ts'

/** What is unusual in a run up to a step, or up to its last one; nothing in runs of families that have no rules. */
export async function readHealth(client: WorkbenchClient, run: RunSummary, step = run.step): Promise<Finding[]> {
  const { recipe } = run
  if (recipe.family !== 'gan') return []
  const views = await client.call('runs.series', { id: run.id })
  return findHealth({ recipe, series: new Map(views.map((view) => [view.name, view])), step, begin: firstStep(run) })
}

const forkCommand = (run: RunSummary, { kind }: Finding) => `ganbench fork ${run.id} --suggestion ${kind}`

/** A finding for people: what, its number, who describes it, and what to try. */
export function findingLines(run: RunSummary, finding: Finding): string[] {
  const { fact, detail, source, from, to, suggestion } = finding
  return [
    `${fact} ${detail} Steps ${count(from)} to ${count(to)}.`,
    `  See ${source}`,
    ...(suggestion ? [`  ${suggestion.label}: ${forkCommand(run, finding)}`] : []),
  ]
}

/** The same for scripts. */
export function findingJson(run: RunSummary, finding: Finding) {
  const { kind, fact, detail, source, from, to, suggestion } = finding
  const tried = suggestion && { label: suggestion.label, command: forkCommand(run, finding) }
  return { kind, fact, detail, source, from, to, suggestion: tried }
}

/** Milliseconds between two looks at a run in training. */
const lookEvery = 1000

/** Tells of each finding as it appears, and again where it had gone and comes back. */
export class HealthWatch {
  #client: () => WorkbenchClient
  #tell: (run: RunSummary, finding: Finding) => void
  #told = new Set<string>()
  #lookedAt = 0
  #looking: Promise<void> = Promise.resolve()
  #busy = false
  #problem: unknown = null

  constructor(client: () => WorkbenchClient, tell: (run: RunSummary, finding: Finding) => void) {
    this.#client = client
    this.#tell = tell
  }

  /** Looks at a run that trains, once a second at most. */
  update(run: RunSummary): void {
    if (this.#busy || Date.now() - this.#lookedAt < lookEvery) return
    this.#looking = this.#look(run).catch((error: unknown) => {
      this.#problem = error
    })
  }

  /** The last look, at a run that has ended. Throws what went wrong at it or before. */
  async end(run: RunSummary): Promise<void> {
    await this.#looking
    if (this.#problem !== null) throw this.#problem
    await this.#look(run)
  }

  async #look(run: RunSummary): Promise<void> {
    this.#busy = true
    this.#lookedAt = Date.now()
    try {
      const findings = await readHealth(this.#client(), run)
      for (const finding of findings) if (!this.#told.has(finding.kind)) this.#tell(run, finding)
      this.#told = new Set(findings.map(({ kind }) => kind))
    } catch (error) {
      // Where the workbench goes away, whoever follows the run hears of it and finds the next one.
      if (!(error instanceof WorkbenchError && error.code === 'unavailable')) throw error
    } finally {
      this.#busy = false
    }
  }
}
