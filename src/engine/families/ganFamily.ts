import { dataWidth } from '../../contract/recipe/facts.ts'
import { regularizerFact } from '../../contract/recipe/regularizers.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import type { Values } from '../executors/executor.ts'
import { countRight } from '../metrics/accuracy.ts'
import { initialParameters, initialStatistics, makeNetwork } from '../networks/network.ts'
import { RandomStream } from '../random/stream.ts'
import type { Family, StepSeries } from './family.ts'
import { ganProgram } from './gan.ts'
import { GanPictures } from './ganPictures.ts'

function readStep(recipe: Recipe, metrics: Readonly<Values>): StepSeries {
  const { batch } = recipe.schedule
  const judgements = metrics['judgements']!
  const right = countRight(recipe.loss.kind, judgements.subarray(0, batch), judgements.subarray(batch))
  const lossOfD = metrics['discriminatorLoss']![0]!
  const penalties = recipe.regularizers.flatMap(({ kind }) => {
    const { series } = regularizerFact(kind)
    return series === null ? [] : [[series, metrics[series]![0]!] as const]
  })
  const tally = { right: right.real + right.fake, judged: 2 * batch }
  return {
    series: {
      'loss.discriminator': penalties.reduce((sum, [, penalty]) => sum + penalty, lossOfD),
      'loss.generator': metrics['generatorLoss']![0]!,
      // Minimax and non-saturating: D's loss is the game's value with its sign changed; for the rest by definition.
      // Penalties are no part of the game.
      value: 0 - lossOfD,
      'accuracy.real': right.real / batch,
      'accuracy.fake': right.fake / batch,
      accuracy: tally.right / tally.judged,
      'gradient.generator': Math.sqrt(metrics['generatorSquares']![0]!),
      'gradient.discriminator': Math.sqrt(metrics['discriminatorSquares']![0]!),
      ...Object.fromEntries(penalties),
    },
    tally,
  }
}

/** A generator against a discriminator: Goodfellow et al., "Generative adversarial nets" (2014). */
export function ganFamily(recipe: Recipe): Family {
  return {
    program: (style) => ganProgram(recipe, style),
    audited: (style) => ganProgram(recipe, style, { gradients: true }),
    initial: () => {
      const networks = {
        generator: makeNetwork(recipe.generator, recipe.latent.size),
        discriminator: makeNetwork(recipe.discriminator, dataWidth(recipe.data)),
      }
      return Object.entries(networks).flatMap(([role, network]) => {
        const stream = new RandomStream(recipe.seed, `init.${role}`)
        const drawn = initialParameters(network, recipe.initialization, stream)
        return [...drawn, ...initialStatistics(network)].map((tensor) => ({
          ...tensor,
          name: `${role}.${tensor.name}`,
        }))
      })
    },
    read: (metrics) => readStep(recipe, metrics),
    pictures: (scene) => new GanPictures(recipe, scene),
  }
}
