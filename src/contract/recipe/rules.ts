import { batchesPerStep, networksOf } from './facts.ts'
import { issueAt, type RecipeIssue } from './issues.ts'
import { checkNetworks } from './networkRules.ts'
import { checkRegularizers } from './regularizerRules.ts'
import type { Recipe } from './schema.ts'

function checkBatch(recipe: Recipe): RecipeIssue[] {
  const { batch } = recipe.schedule
  const { points } = recipe.data
  const discriminatorSteps = batchesPerStep(recipe)
  const atBatch = ['schedule', 'batch']
  if (batch > points) {
    const message = `the batch of ${batch} is larger than the data, ${points} examples`
    return [issueAt(atBatch, message, `Set to ${points}`, { set: atBatch, value: points })]
  }
  if (batch * discriminatorSteps > points) {
    const keys = ['schedule', 'discriminatorSteps']
    const most = Math.floor(points / batch)
    const message = `${discriminatorSteps} batches of ${batch} a step are more than the data, ${points} examples`
    return [issueAt(keys, message, `Set to ${most}`, { set: keys, value: most })]
  }
  return []
}

/** One example has no variance to be normalised by. */
function checkBatchNorm(recipe: Recipe): RecipeIssue[] {
  const layers = networksOf(recipe).flatMap((network) => network.layers)
  if (recipe.schedule.batch > 1 || !layers.some((layer) => 'batchNorm' in layer)) return []
  const keys = ['schedule', 'batch']
  const message = 'batch normalisation needs at least 2 examples in a batch'
  return [issueAt(keys, message, 'Set to 2', { set: keys, value: 2 })]
}

/** What no single field can know: how the parts of a recipe that is otherwise well formed fit together. */
export function checkRules(recipe: Recipe): RecipeIssue[] {
  const ofFamily = recipe.family === 'gan' ? checkRegularizers(recipe) : []
  return [...checkNetworks(recipe), ...checkBatch(recipe), ...checkBatchNorm(recipe), ...ofFamily]
}
