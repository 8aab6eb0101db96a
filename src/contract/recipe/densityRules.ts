import { dataNames, knowsDensity } from './data.ts'
import { dataWidth, densityObjectiveNames } from './facts.ts'
import type { DensityRecipe } from './families/density.ts'
import { issueAt, type RecipeIssue } from './issues.ts'

/** Gaussians of a model. */
export const componentsOf = ({ model }: DensityRecipe): number => (model.kind === 'mixture' ? model.components : 1)

function checkStart({ data, model, start }: DensityRecipe): RecipeIssue[] {
  const width = dataWidth(data)
  const issues: RecipeIssue[] = []
  if (start.mean && start.mean.length !== width) {
    const keys = ['start', 'mean']
    const value = Array.from({ length: width }, (_, axis) => start.mean![axis] ?? 0)
    const message = `an example of the data has ${width} ${width === 1 ? 'number' : 'numbers'}, this mean ${start.mean.length}`
    issues.push(issueAt(keys, message, `Set to ${JSON.stringify(value)}`, { set: keys, value }))
  }
  if (model.kind === 'mixture' && start.scatter === 0) {
    const keys = ['start', 'scatter']
    const message = 'Gaussians that begin alike are moved alike, and stay one; they need to be scattered'
    issues.push(issueAt(keys, message, 'Set to 1', { set: keys, value: 1 }))
  }
  return issues
}

function checkComponents(recipe: DensityRecipe): RecipeIssue[] {
  const [count, { points }] = [componentsOf(recipe), recipe.data]
  if (count <= points) return []
  const keys = ['model', 'components']
  const message = `${count} Gaussians are more than the data, ${points} points`
  if (points < 2) return [issueAt(keys, message)]
  return [issueAt(keys, message, `Set to ${points}`, { set: keys, value: points })]
}

function checkObjective({ data, objective }: DensityRecipe): RecipeIssue[] {
  if (objective === 'likelihood' || knowsDensity(data)) return []
  const keys = ['objective']
  const message = `${densityObjectiveNames[objective]} needs the density that the data were drawn from; of this data (${dataNames[data.kind]}) none is known that is nowhere 0`
  return [issueAt(keys, message, 'Set to likelihood', { set: keys, value: 'likelihood' })]
}

/** How the parts of a density's recipe fit together. */
export function checkDensity(recipe: DensityRecipe): RecipeIssue[] {
  const width = dataWidth(recipe.data)
  if (width > 2) {
    const message = `a density is fitted to points of a line or of the plane; these examples have ${width} numbers`
    return [issueAt(['data', 'kind'], message)]
  }
  return [...checkStart(recipe), ...checkComponents(recipe), ...checkObjective(recipe)]
}
