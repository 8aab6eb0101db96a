import { checkDensity } from './densityRules.ts'
import { batchesPerStep, networksOf, packOf } from './facts.ts'
import { issueAt, type RecipeIssue } from './issues.ts'
import { checkNetworks } from './networkRules.ts'
import { checkRegularizers } from './regularizerRules.ts'
import type { GanRecipe, Recipe, VaeRecipe } from './schema.ts'
import { packSize } from './stabilizers.ts'

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

/** One example, or one pack, has no variance to be normalised by. */
function checkBatchNorm(recipe: Recipe): RecipeIssue[] {
  const size = packOf(recipe)
  const least = Math.max(
    ...networksOf(recipe).map(({ role, layers }) => {
      if (!layers.some((layer) => 'batchNorm' in layer)) return 1
      return role === 'discriminator' ? 2 * size : 2
    }),
  )
  if (recipe.schedule.batch >= least) return []
  const keys = ['schedule', 'batch']
  const what = least > 2 ? `2 packs, ${least} examples,` : '2 examples'
  const message = `batch normalisation needs at least ${what} in a batch`
  return [issueAt(keys, message, `Set to ${least}`, { set: keys, value: least })]
}

/** A batch is cut into whole packs. */
function checkPacking({ schedule, stabilizers }: GanRecipe): RecipeIssue[] {
  const size = packSize(stabilizers)
  const over = schedule.batch % size
  if (over === 0) return []
  const keys = ['schedule', 'batch']
  const value = Math.max(size, schedule.batch - over)
  const message = `packing judges ${size} examples at once; a batch of ${schedule.batch} can’t be cut into packs of ${size}`
  return [issueAt(keys, message, `Set to ${value}`, { set: keys, value })]
}

/** The KL term is that of normal codes from N(0, I). */
function checkPrior({ latent }: VaeRecipe): RecipeIssue[] {
  if (latent.kind === 'normal') return []
  const keys = ['latent', 'kind']
  const message = 'a VAE’s codes are normal: its KL term measures how far they are from N(0, I)'
  return [issueAt(keys, message, 'Set to normal', { set: keys, value: 'normal' })]
}

function ofFamily(recipe: Recipe): RecipeIssue[] {
  switch (recipe.family) {
    case 'gan':
      return [...checkPacking(recipe), ...checkRegularizers(recipe)]
    case 'autoencoder':
      return []
    case 'vae':
      return checkPrior(recipe)
    case 'density':
      return checkDensity(recipe)
  }
}

/** What no single field can know: how the parts of a recipe that is otherwise well formed fit together. */
export function checkRules(recipe: Recipe): RecipeIssue[] {
  return [...checkNetworks(recipe), ...checkBatch(recipe), ...checkBatchNorm(recipe), ...ofFamily(recipe)]
}
