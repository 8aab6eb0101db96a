import { issueAt, type RecipeIssue } from './issues.ts'
import { checkNetworks } from './networkRules.ts'
import { checkRegularizers } from './regularizerRules.ts'
import type { Recipe } from './schema.ts'

function checkBatch({ data, schedule }: Recipe): RecipeIssue[] {
  const { batch, discriminatorSteps } = schedule
  const { points } = data
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
function checkBatchNorm({ generator, discriminator, schedule }: Recipe): RecipeIssue[] {
  if (schedule.batch > 1 || ![...generator, ...discriminator].some((layer) => 'batchNorm' in layer)) return []
  const keys = ['schedule', 'batch']
  const message = 'batch normalisation needs at least 2 examples in a batch'
  return [issueAt(keys, message, 'Set to 2', { set: keys, value: 2 })]
}

/** What no single field can know: how the parts of a recipe that is otherwise well formed fit together. */
export function checkRules(recipe: Recipe): RecipeIssue[] {
  return [...checkNetworks(recipe), ...checkBatch(recipe), ...checkBatchNorm(recipe), ...checkRegularizers(recipe)]
}
