import type { Recipe } from '../../../contract/recipe/schema.ts'
import { formatNumber } from '../../format.ts'

/** Learning rates as the chip in the top bar says them: "lr G 0.001 · D 0.002", or one where both are alike. */
export function ratesText(recipe: Recipe): string {
  if (recipe.family !== 'gan') return `lr ${trimmed(recipe.optimizer.learningRate)}`
  const { generator, discriminator } = recipe.optimizers
  const g = trimmed(generator.learningRate)
  const d = trimmed(discriminator.learningRate)
  return g === d ? `lr ${g}` : `lr G ${g} · D ${d}`
}

/** Three digits, without the zeros that say nothing. */
function trimmed(rate: number): string {
  const text = formatNumber(rate)
  return text.includes('×') ? text : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
}
