import { issueAt, type RecipeIssue } from './issues.ts'
import { lossNames } from './facts.ts'
import { regularizerFact, type RegularizerKind } from './regularizers.ts'
import type { GanRecipe } from './schema.ts'
import { findStabilizer, labelledLosses } from './stabilizers.ts'

/** Kinds that read the derivative of D's judgement of one example by that example. */
const perExample: readonly RegularizerKind[] = ['gradientPenalty', 'r1', 'dragan']
/** Kinds that bound how steep D can be. */
const bounding: readonly RegularizerKind[] = ['gradientPenalty', 'r1', 'dragan']

function checkTwice(recipe: GanRecipe, list: 'regularizers' | 'stabilizers'): RecipeIssue[] {
  const kinds = recipe[list].map(({ kind }) => kind)
  return kinds.flatMap((kind, index) => {
    if (kinds.findIndex((one) => one === kind) === index) return []
    const keys = [list, index, 'kind']
    return [issueAt(keys, `“${kind}” is in the list already`, 'Remove it', { remove: keys.slice(0, 2) })]
  })
}

/** Wasserstein's critic must be bounded, by clipping or by a penalty; the two work against each other. */
function checkClip({ loss, regularizers, stabilizers }: GanRecipe): RecipeIssue[] {
  if (loss.kind !== 'wasserstein') return []
  const keys = ['loss', 'clip']
  const penalty = regularizers.find(({ kind }) => kind === 'gradientPenalty')
  if (loss.clip !== null && penalty) {
    const message = `the gradient penalty takes the place of clipping, which would keep the slope from reaching 1; set clip to null`
    return [issueAt(keys, message, 'Set to null', { set: keys, value: null })]
  }
  const bounded =
    regularizers.some(({ kind }) => bounding.includes(kind)) ||
    findStabilizer(stabilizers, 'spectralNorm') !== undefined
  if (loss.clip === null && !bounded) {
    const message = `without clipping nothing bounds the critic: give a clip, or add a regulariser such as gradientPenalty`
    return [issueAt(keys, message, 'Set to 0.01', { set: keys, value: 0.01 })]
  }
  return []
}

/** A penalty on each example's own gradient has no meaning where a layer of D mixes the examples of a batch. */
function checkMixing({ discriminator, regularizers }: GanRecipe): RecipeIssue[] {
  const penalty = regularizers.find(({ kind }) => perExample.includes(kind))
  if (!penalty) return []
  return discriminator.flatMap((layer, index) => {
    if (!('batchNorm' in layer)) return []
    const name = regularizerFact(penalty.kind).name
    const message = `batch normalisation in D mixes the examples of a batch, but ${name} reads each example’s own gradient (Gulrajani et al. 2017, section 4); layerNorm does not mix them`
    const keys = ['discriminator', index]
    const { activation } = layer
    return [
      issueAt([...keys, 'batchNorm'], message, 'Use layerNorm', { set: keys, value: { layerNorm: true, activation } }),
    ]
  })
}

/** Only labels can be smoothed: hinge and Wasserstein have none. */
function checkLabels({ loss, stabilizers }: GanRecipe): RecipeIssue[] {
  const index = stabilizers.findIndex(({ kind }) => kind === 'labelSmoothing')
  if (index < 0 || labelledLosses.includes(loss.kind)) return []
  const keys = ['stabilizers', index, 'kind']
  const message = `${lossNames[loss.kind]} has no labels to smooth; D’s scores aim at none`
  return [issueAt(keys, message, 'Remove it', { remove: keys.slice(0, 2) })]
}

/** How regularisers and stabilisers fit each other, the loss and D. */
export function checkRegularizers(recipe: GanRecipe): RecipeIssue[] {
  return [
    ...checkTwice(recipe, 'regularizers'),
    ...checkTwice(recipe, 'stabilizers'),
    ...checkLabels(recipe),
    ...checkClip(recipe),
    ...checkMixing(recipe),
  ]
}
