import * as tf from '@tensorflow/tfjs-core'
import { dataWidth, outputWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { makeLoss } from '../losses/index.ts'
import { denseNetwork } from '../networks/dense.ts'
import { makeOptimizer, type Optimizer } from '../optimizers/index.ts'
import type { Program, ProgramInput, StateStyle } from '../program.ts'
import { trainedNetwork } from './trainedNetwork.ts'

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** Cuts a list into parts of these lengths. */
function cut<T>(list: readonly T[], lengths: readonly number[]): T[][] {
  return lengths.map((length, index) => {
    const start = sum(lengths.slice(0, index))
    return list.slice(start, start + length)
  })
}

/** The numbers an optimiser reads at each update; `updates(step)` is the update's own number, from 1. */
function rateInputs(name: string, optimizer: Optimizer, update: (step: number) => number): ProgramInput[] {
  return optimizer.inputs(1).map((_, index) => ({
    name: `${name}.${index}`,
    shape: [],
    source: { kind: 'number', at: (step) => optimizer.inputs(update(step))[index]! },
  }))
}

/**
 * The step of a recipe's GAN: k discriminator steps, then one generator step (Goodfellow et al. 2014, algorithm 1, with
 * the recipe's loss in place of theirs). Metrics: both losses, ‖gradient‖² of each network, and D's judgements before
 * its last step, [2 · batch, 1], the real half first. Functions: generate, latents [n, size] to examples [n, width];
 * judge, examples to one logit or score each, [n, 1].
 */
export function ganProgram(recipe: Recipe, style: StateStyle): Program {
  const { batch, discriminatorSteps, fakeBatch } = recipe.schedule
  const width = dataWidth(recipe.data)
  const networks = {
    generator: denseNetwork(recipe.generator, recipe.latent.size),
    discriminator: denseNetwork(recipe.discriminator, width),
  }
  const optimizers = {
    generator: makeOptimizer(recipe.optimizers.generator),
    discriminator: makeOptimizer(recipe.optimizers.discriminator),
  }
  const loss = makeLoss(recipe.loss)
  const trained = {
    generator: trainedNetwork('generator', networks.generator.parameters, optimizers.generator, style),
    discriminator: trainedNetwork('discriminator', networks.discriminator.parameters, optimizers.discriminator, style),
  }
  const layouts = [
    trained.generator.parameterLayout,
    trained.discriminator.parameterLayout,
    trained.generator.slotLayout,
    trained.discriminator.slotLayout,
  ]
  const lengths = layouts.map((layout) => layout.length)

  const latentShape = [batch, recipe.latent.size]
  const roundsOfD = Array.from({ length: discriminatorSteps }, (_, index) => {
    const rates = rateInputs(`rate.discriminator.${index}`, optimizers.discriminator, (step) => {
      return step * discriminatorSteps + index + 1
    })
    return { real: `real.${index}`, latent: `latent.${index}`, rates }
  })
  const ratesOfG = rateInputs('rate.generator', optimizers.generator, (step) => step + 1)
  const latentOfG = fakeBatch === 'same' ? roundsOfD.at(-1)!.latent : 'latent.generator'
  const latentInput = (name: string): ProgramInput => ({ name, shape: latentShape, source: { kind: 'latent' } })
  const inputs: ProgramInput[] = [
    ...roundsOfD.flatMap(({ real, latent, rates }): ProgramInput[] => [
      { name: real, shape: [batch, width], source: { kind: 'examples' } },
      latentInput(latent),
      ...rates,
    ]),
    ...(fakeBatch === 'same' ? [] : [latentInput(latentOfG)]),
    ...ratesOfG,
  ]

  const judge = (parameters: readonly tf.Tensor[], examples: tf.Tensor2D): tf.Tensor2D => {
    const output = networks.discriminator.apply(parameters, examples)
    // Two outputs (fake, real) under softmax are one logit, their difference: real − fake.
    return outputWidth(recipe.discriminator) === 1 ? output : tf.matMul(output, tf.tensor2d([-1, 1], [2, 1]))
  }
  const half = (judgements: tf.Tensor2D, index: number) => tf.slice(judgements, [index * batch, 0], [batch, 1])

  return {
    state: layouts.flat(),
    inputs,
    metrics: [
      { name: 'discriminatorLoss', shape: [] },
      { name: 'generatorLoss', shape: [] },
      { name: 'discriminatorSquares', shape: [] },
      { name: 'generatorSquares', shape: [] },
      { name: 'judgements', shape: [2 * batch, 1] },
    ],
    functions: {
      generate: (state, latent) => {
        const [stored] = cut(state, lengths)
        return networks.generator.apply(trained.generator.parameters(stored!), latent)
      },
      judge: (state, examples) => {
        const [, stored] = cut(state, lengths)
        return judge(trained.discriminator.parameters(stored!), examples)
      },
    },
    step(state, given) {
      const [storedG, firstD, slotsOfG, firstSlotsOfD] = cut(state, lengths) as [
        tf.Tensor[],
        tf.Tensor[],
        tf.Tensor[],
        tf.Tensor[],
      ]
      const read = (rates: readonly ProgramInput[]) => rates.map(({ name }) => given[name]!)
      const parametersOfG = trained.generator.parameters(storedG)
      let storedD = firstD
      let slotsOfD = firstSlotsOfD
      let metrics: Record<string, tf.Tensor> = {}

      for (const { real, latent, rates } of roundsOfD) {
        const fakes = networks.generator.apply(parametersOfG, given[latent] as tf.Tensor2D)
        const examples = tf.concat([given[real] as tf.Tensor2D, fakes], 0)
        let judged: tf.Tensor2D | undefined
        const { value, grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) => {
          // Kept, because gradients dispose of all they don't return.
          judged = tf.keep(judge(parameters, examples))
          return loss.discriminator(half(judged, 0), half(judged, 1))
        })(trained.discriminator.parameters(storedD))
        const updated = trained.discriminator.update(storedD, slotsOfD, grads, read(rates), loss.clip)
        storedD = updated.parameters
        slotsOfD = updated.slots
        metrics['judgements']?.dispose()
        metrics = { discriminatorLoss: value, discriminatorSquares: updated.squares, judgements: judged! }
      }

      const parametersOfD = trained.discriminator.parameters(storedD)
      const { value, grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) =>
        loss.generator(judge(parametersOfD, networks.generator.apply(parameters, given[latentOfG] as tf.Tensor2D))),
      )(parametersOfG)
      const updated = trained.generator.update(storedG, slotsOfG, grads, read(ratesOfG), null)
      return {
        state: [...updated.parameters, ...storedD, ...updated.slots, ...slotsOfD],
        metrics: { ...metrics, generatorLoss: value, generatorSquares: updated.squares },
      }
    },
  }
}
