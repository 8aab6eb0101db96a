import type { NamedTensor } from '../../contract/engine.ts'
import { regularizerFact } from '../../contract/recipe/regularizers.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import { findStabilizer, packSize } from '../../contract/recipe/stabilizers.ts'
import { countRight } from '../metrics/accuracy.ts'
import { initialParameters, initialStatistics } from '../networks/network.ts'
import { RandomStream } from '../random/stream.ts'
import { averagePrefix } from '../stabilizers/averagedGenerator.ts'
import type { Family, StepSeries } from './family.ts'
import { ganProgram } from './gan.ts'
import { ganNetworks } from './ganNetworks.ts'
import { GanPictures } from './ganPictures.ts'

/** Reads a step's series out of a call's metrics: a small step takes 40 µs, so nothing is made here that isn't kept. */
function stepReader(recipe: GanRecipe): Family['read'] {
  /** Judgements of one half: of examples, or of packs. */
  const each = recipe.schedule.batch / packSize(recipe.stabilizers)
  const penalties = recipe.regularizers.map(({ kind }) => regularizerFact(kind).series).filter((name) => name !== null)
  return (metrics, index) => {
    const middle = (2 * index + 1) * each
    const judgements = metrics['judgements']!
    const real = judgements.subarray(middle - each, middle)
    const right = countRight(recipe.loss.kind, real, judgements.subarray(middle, middle + each))
    const lossOfD = metrics['discriminatorLoss']![index]!
    const tally = { right: right.real + right.fake, judged: 2 * each }
    const series: StepSeries['series'] = {
      'loss.discriminator': lossOfD,
      'loss.generator': metrics['generatorLoss']![index]!,
      // Minimax and non-saturating: D's loss is the game's value with its sign changed; for the rest by definition.
      // Penalties are no part of the game.
      value: 0 - lossOfD,
      'accuracy.real': right.real / each,
      'accuracy.fake': right.fake / each,
      accuracy: tally.right / tally.judged,
      'gradient.generator': Math.sqrt(metrics['generatorSquares']![index]!),
      'gradient.discriminator': Math.sqrt(metrics['discriminatorSquares']![index]!),
    }
    for (const name of penalties) {
      const penalty = metrics[name]![index]!
      series[name] = penalty
      series['loss.discriminator']! += penalty
    }
    return { series, tally }
  }
}

/** A generator against a discriminator: Goodfellow et al., "Generative adversarial nets" (2014). */
export function ganFamily(recipe: GanRecipe): Family {
  return {
    program: (style) => ganProgram(recipe, style),
    audited: (style) => ganProgram(recipe, style, { gradients: true }),
    initial: () => {
      const averaged = findStabilizer(recipe.stabilizers, 'averagedGenerator') !== undefined
      return Object.entries(ganNetworks(recipe)).flatMap(([role, network]) => {
        const stream = new RandomStream(recipe.seed, `init.${role}`)
        const drawn = initialParameters(network, recipe.initialization, stream)
        const named = (prefix: string) => (tensor: NamedTensor) => ({ ...tensor, name: `${prefix}.${tensor.name}` })
        return [
          ...[...drawn, ...initialStatistics(network)].map(named(role)),
          ...(averaged && role === 'generator' ? drawn.map(named(averagePrefix + role)) : []),
        ]
      })
    },
    // The average of a G that has been trained begins there, not where it was drawn.
    beginsAs: (name) => (name.startsWith(averagePrefix) ? name.slice(averagePrefix.length) : null),
    read: stepReader(recipe),
    sampling: { latent: recipe.latent, network: recipe.generator },
    pictures: (scene, dataset) => new GanPictures(recipe, scene, dataset),
  }
}
