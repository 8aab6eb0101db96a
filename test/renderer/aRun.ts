import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import type { RunSummary } from '../../src/contract/run.ts'
import ring from '../../resources/recipes/ring.json' with { type: 'json' }

/** The ring preset's recipe with some of its parts replaced. */
export function aRecipe(changes: Partial<GanRecipe> = {}): GanRecipe {
  const parsed = parseRecipe(ring.recipe)
  if (!parsed.ok || parsed.value.family !== 'gan') throw new Error('the ring preset must parse')
  return { ...parsed.value, ...changes }
}

/** A finished run of the ring preset with some of its facts replaced. */
export function aRun(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'a',
    name: 'Ring of 8',
    starred: false,
    createdAt: 1000,
    startedAt: 2000,
    endedAt: 9000,
    trashedAt: null,
    state: 'finished',
    step: 6000,
    totalSteps: 6000,
    stepsPerSecond: 0,
    trainingSeconds: 7,
    pace: null,
    backend: { id: 'wasm', version: '4.22.0', threads: 1 },
    engine: { id: 'wasm', threads: null },
    shell: 'serve',
    recipe: aRecipe(),
    latest: { 'loss.discriminator': 1.3, accuracy: 0.56, modes: 7, good: 0.8 },
    checkpointStep: 6000,
    reason: null,
    bytes: 1000,
    fork: null,
    ...changes,
  }
}
