import type { SeriesView } from '../../src/contract/api.ts'
import type { DataBytes } from '../../src/contract/engine.ts'
import type { History } from '../../src/contract/health/history.ts'
import type { GanRecipe } from '../../src/contract/recipe/schema.ts'
import { snapshotSteps } from '../../src/engine/snapshots.ts'
import { Training } from '../../src/engine/training.ts'

/** A run trained to its end, as its stored series are: measures at the frames, everything else at every step. */
export async function historyOf(recipe: GanRecipe, bytes?: DataBytes): Promise<History> {
  const training = await Training.start(recipe, { backend: 'onnx', ...(bytes ? { bytes } : {}) })
  const points = new Map<string, { steps: number[]; values: number[] }>()
  const add = (step: number, metrics: Record<string, number>) => {
    for (const [name, value] of Object.entries(metrics)) {
      const one = points.get(name) ?? { steps: [], values: [] }
      points.set(name, one)
      one.steps.push(step)
      one.values.push(value)
    }
  }
  try {
    add(0, await training.measure())
    const { steps, snapshots } = recipe.schedule
    for (const due of snapshotSteps(steps, snapshots, training.frameBytes).slice(1)) {
      const first = training.step + 1
      const told = await training.advance(due - training.step)
      told.forEach((metrics, index) => add(first + index, metrics))
      if (training.step < due) throw new Error(`not a number at step ${training.step}`)
      add(due, await training.measure())
    }
    return { recipe, series: views(points), step: training.step }
  } finally {
    training.dispose()
  }
}

function views(points: Map<string, { steps: number[]; values: number[] }>): Map<string, SeriesView> {
  return new Map(
    [...points].map(([name, { steps, values }]) => [
      name,
      { name, steps: Float64Array.from(steps), values: Float64Array.from(values), total: steps.length },
    ]),
  )
}
