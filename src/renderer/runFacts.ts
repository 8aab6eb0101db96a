import { modeCount } from '../contract/recipe/data.ts'
import { parseRecipe } from '../contract/recipe/parse.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { activeStates, type RunSummary } from '../contract/run.ts'
import { formatCount, formatNumber, formatPercent, formatTimeLeft, formatWhen } from './format.ts'

/** Whether an engine is at work on the run or will be. */
export const isActive = (run: RunSummary) => activeStates.includes(run.state)

/** Whether a GAN's run ended with under half of the data's modes. */
export function isCollapsed(run: RunSummary): boolean {
  const { modes } = run.latest
  const all = modeCount(run.recipe.data)
  return (
    run.recipe.family === 'gan' && run.state === 'finished' && all !== null && modes !== undefined && modes < all / 2
  )
}

/** Seconds until a training run ends at its present speed; NaN when that isn't known. */
export function secondsLeft(run: RunSummary): number {
  return run.state === 'training' && run.stepsPerSecond > 0 ? (run.totalSteps - run.step) / run.stepsPerSecond : NaN
}

/** The one number or sentence that says most about a run. */
export function keyFact(run: RunSummary): string {
  const { modes, accuracy, 'error.reconstruction': error } = run.latest
  if (['crashed', 'interrupted', 'stopped'].includes(run.state) && run.checkpointStep !== null) {
    return `Can go on from step ${formatCount(run.checkpointStep)}`
  }
  if (run.state === 'diverged') return run.reason ?? 'A loss is not a number any more'
  const all = modeCount(run.recipe.data)
  if (modes !== undefined && all !== null) return `${modes} of ${all} modes`
  if (accuracy !== undefined) return `D right ${formatPercent(accuracy)} of the time`
  if (error !== undefined) return `Reconstruction error ${formatNumber(error, 2)}`
  return run.state === 'waiting' ? 'In the queue' : ''
}

/** When a run began, or for one at work how long it still takes. */
export function whenFact(run: RunSummary): string {
  if (run.state === 'waiting') return 'waiting'
  if (run.state === 'paused') return `at step ${formatCount(run.step)}`
  if (run.state === 'training') return formatTimeLeft(secondsLeft(run))
  return formatWhen(run.startedAt ?? run.createdAt)
}

/** A preset's recipe with its defaults; presets are shipped whole, so one that can't be read is a defect. */
export function presetRecipe(recipe: unknown): Recipe {
  const parsed = parseRecipe(recipe)
  if (parsed.ok) return parsed.value
  throw new Error(
    `a preset can't be read: ${parsed.issues.map(({ path, message }) => `${path} ${message}`).join('; ')}`,
  )
}
