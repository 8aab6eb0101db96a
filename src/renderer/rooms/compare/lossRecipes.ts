import { applyEdit } from '../../../contract/recipe/edit.ts'
import { discriminatorWidths, judgedWidth, lossNames, outputWidth } from '../../../contract/recipe/facts.ts'
import { parseRecipe } from '../../../contract/recipe/parse.ts'
import { findRegularizer } from '../../../contract/recipe/regularizers.ts'
import { labelledLosses } from '../../../contract/recipe/stabilizers.ts'
import type { GanRecipe, LayerRecipe, LossKind } from '../../../contract/recipe/schema.ts'

export interface LossTrial {
  seed: number
  steps: number
  losses: readonly LossKind[]
}

/** The network with one number at its end: fewer units in its last layer, or one more layer. */
function withOneOutput(network: readonly LayerRecipe[]): unknown[] {
  const last = network.at(-1)
  if (last && 'dense' in last) return [...network.slice(0, -1), { ...last, dense: 1 }]
  return [...network, { flatten: true }, { dense: 1 }]
}

/**
 * One recipe a loss, alike but for the loss and the name. Where one of the losses can't read D's outputs, D gets one
 * output in all of them, so that nothing but the loss tells them apart.
 */
export function lossRecipes(base: GanRecipe, { seed, steps, losses }: LossTrial): GanRecipe[] {
  const narrow = needsOneOutput(base, losses)
  return losses.map((kind) => {
    let plain: unknown = { ...base, name: `${base.name} · ${lossNames[kind]}`, seed, loss: { kind } }
    plain = applyEdit(plain, { set: ['schedule', 'steps'], value: steps })
    if (narrow) plain = applyEdit(plain, { set: ['discriminator'], value: withOneOutput(base.discriminator) })
    // Clipping makes way for the gradient penalty.
    if (kind === 'wasserstein' && findRegularizer(base.regularizers, 'gradientPenalty')) {
      plain = applyEdit(plain, { set: ['loss', 'clip'], value: null })
    }
    // Some losses have no labels to smooth.
    if (!labelledLosses.includes(kind)) {
      const kept = base.stabilizers.filter((one) => one.kind !== 'labelSmoothing')
      plain = applyEdit(plain, { set: ['stabilizers'], value: kept })
    }
    // The base's own settings of its loss are kept.
    if (base.loss.kind === kind) plain = applyEdit(plain, { set: ['loss'], value: base.loss })
    const parsed = parseRecipe(plain)
    if (parsed.ok && parsed.value.family === 'gan') return parsed.value
    throw new Error(
      parsed.ok ? 'not a GAN’s recipe' : parsed.issues.map(({ path, message }) => `${path}: ${message}`).join('; '),
    )
  })
}

/** Whether D must give one number instead of two, because one of the losses reads no more. */
export function needsOneOutput(base: GanRecipe, losses: readonly LossKind[]): boolean {
  const width = outputWidth(base.discriminator, judgedWidth(base))
  return losses.some((kind) => !discriminatorWidths(kind).includes(width))
}
