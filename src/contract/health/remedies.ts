import { findRegularizer } from '../recipe/regularizers.ts'
import type { GanRecipe } from '../recipe/schema.ts'
import { findStabilizer } from '../recipe/stabilizers.ts'
import type { Remedy } from './finding.ts'

type Role = 'generator' | 'discriminator'
const names: Record<Role, string> = { generator: 'G', discriminator: 'D' }

/** R1 beside what there is; null where D is bounded already. */
export function withR1(recipe: GanRecipe): Remedy | null {
  if (recipe.regularizers.length > 0 || recipe.loss.kind === 'wasserstein') return null
  return { label: 'with R1', edits: [{ set: ['regularizers'], value: [{ kind: 'r1', weight: 1 }] }] }
}

/** Blurs what D sees; null where it is blurred already. */
export function withInstanceNoise(recipe: GanRecipe): Remedy | null {
  if (findStabilizer(recipe.stabilizers, 'instanceNoise')) return null
  const value = [...recipe.stabilizers, { kind: 'instanceNoise', sd: 0.5, until: 0.8 }]
  return { label: 'with instance noise', edits: [{ set: ['stabilizers'], value }] }
}

/** Two examples at a time before D, so that too little variety shows; null where it judges packs already. */
export function withPacking(recipe: GanRecipe): Remedy | null {
  if (findStabilizer(recipe.stabilizers, 'packing')) return null
  const value = [...recipe.stabilizers, { kind: 'packing', size: 2 }]
  return { label: 'with packs of two', edits: [{ set: ['stabilizers'], value }] }
}

/** A loss whose gradient stays where D is sure; null for losses that aren't minimax. */
export function withNonSaturatingLoss(recipe: GanRecipe): Remedy | null {
  if (recipe.loss.kind !== 'minimax') return null
  return { label: 'with the non-saturating loss', edits: [{ set: ['loss'], value: { kind: 'nonSaturating' } }] }
}

/** A critic bounded by its slope in place of clipping; null for other losses or where it is so already. */
export function withGradientPenalty(recipe: GanRecipe): Remedy | null {
  if (recipe.loss.kind !== 'wasserstein' || findRegularizer(recipe.regularizers, 'gradientPenalty')) return null
  const value = [...recipe.regularizers, { kind: 'gradientPenalty', weight: 10 }]
  const edits = [
    { set: ['loss', 'clip'], value: null },
    { set: ['regularizers'], value },
  ]
  return { label: 'with a gradient penalty', edits }
}

/** A learning rate divided by ten. */
export function withLowerRate(recipe: GanRecipe, role: Role): Remedy | null {
  const { learningRate } = recipe.optimizers[role]
  if (learningRate === 0) return null
  const value = Number((learningRate / 10).toPrecision(3))
  const edits = [{ set: ['optimizers', role, 'learningRate'], value }]
  return { label: `with ${names[role]}’s rate at ${value}`, edits }
}

/** More examples: what a network of this size can't learn by heart. */
export function withMorePoints(recipe: GanRecipe): Remedy {
  const points = Math.max(1000, 10 * recipe.data.points)
  return { label: `with ${points} points`, edits: [{ set: ['data', 'points'], value: points }] }
}
