import { describe, expect, it } from 'vitest'
import type { FindingKind } from '../../src/contract/health/finding.ts'
import { findHealth } from '../../src/contract/health/index.ts'
import { windowWidth, type History } from '../../src/contract/health/history.ts'
import { readDigits } from '../../src/workbench/digits.ts'
import { historyOf } from './historyOf.ts'
import { illRecipes } from './illRecipes.ts'
import { preset } from './recipes.ts'

/** Everything ever found while the run went on, not only at its end. */
function everFound(history: History): string[] {
  const width = windowWidth(history.recipe)
  const found = new Set<string>()
  for (let step = width; step <= history.step; step += width) {
    for (const { kind } of findHealth({ ...history, step })) found.add(kind)
  }
  return [...found]
}

const seeds = [1, 2, 3, 4, 5]

describe('every rule fires on a run made for it', () => {
  it.each(Object.entries(illRecipes))('%s', async (kind, recipe) => {
    const history = await historyOf(recipe())
    const finding = findHealth(history).find((one) => one.kind === (kind as FindingKind))
    expect(finding, everFound(history).join()).toBeDefined()
    expect(finding!.suggestion!.recipe.name).toContain(', with')
    expect(finding!.to).toBeGreaterThan(finding!.from)
  })
})

describe('healthy presets stay silent at every step, shortened', () => {
  it.each(seeds)('linear Gaussian, seed %i', async (seed) => {
    expect(everFound(await historyOf(preset('linear-gaussian', { seed })))).toEqual([])
  })

  it.each(seeds)('ring, seed %i', async (seed) => {
    const schedule = { steps: 1500, batch: 128, snapshots: 30 }
    expect(everFound(await historyOf(preset('ring', { seed, schedule })))).toEqual([])
  })

  it.each(seeds)('digits, seed %i', async (seed) => {
    const data = { kind: 'digits', points: 2000 }
    const schedule = { steps: 200, batch: 64, snapshots: 4 }
    const recipe = preset('digits', { seed, data, schedule })
    expect(everFound(await historyOf(recipe, await readDigits(2000)))).toEqual([])
  })
})
