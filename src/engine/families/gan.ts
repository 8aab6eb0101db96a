import * as tf from '@tensorflow/tfjs-core'
import { dataWidth, outputWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { makeLoss } from '../losses/index.ts'
import { denseNetwork, type Network } from '../networks/dense.ts'
import { makeOptimizer, type Optimizer } from '../optimizers/index.ts'

/** Everything a step reads that is not state. Latents are [batch, latent size], real examples [batch, data width]. */
export interface GanInputs {
  /** One entry a discriminator step. */
  discriminator: { real: tf.Tensor2D; latent: tf.Tensor2D; rates: tf.Scalar[] }[]
  generator: { latent: tf.Tensor2D; rates: tf.Scalar[] }
}

/** What a step tells: scalars, and D's judgements before its last step, [2 · batch, 1], the real half first. */
export interface GanMetrics {
  discriminatorLoss: tf.Scalar
  generatorLoss: tf.Scalar
  /** Squared L2 norms over all parameters of a network. */
  discriminatorSquares: tf.Scalar
  generatorSquares: tf.Scalar
  judgements: tf.Tensor2D
}

/** A GAN as pure functions of its state: a flat list of tensors, named and shaped by `layout`. */
export interface Gan {
  readonly layout: readonly { name: string; shape: number[] }[]
  readonly networks: { readonly generator: Network; readonly discriminator: Network }
  readonly optimizers: { readonly generator: Optimizer; readonly discriminator: Optimizer }
  /** One generator step after the recipe's number of discriminator steps. Disposes nothing it was given. */
  step(state: readonly tf.Tensor[], inputs: GanInputs): [tf.Tensor[], GanMetrics]
  /** Latents [n, size] → examples [n, width]. */
  generate(state: readonly tf.Tensor[], latent: tf.Tensor2D): tf.Tensor2D
  /** Examples [n, width] → one logit or score each, [n, 1]. */
  judge(state: readonly tf.Tensor[], examples: tf.Tensor2D): tf.Tensor2D
}

function slotLayout(role: string, network: Network, optimizer: Optimizer) {
  return network.parameters.flatMap(({ name, shape }) =>
    optimizer.slots.map((slot) => ({ name: `optimizer.${role}.${name}.${slot}`, shape })),
  )
}

function squaredNorm(gradients: readonly tf.Tensor[]): tf.Scalar {
  return tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))) as tf.Scalar
}

function update(
  optimizer: Optimizer,
  parameters: readonly tf.Tensor[],
  gradients: readonly tf.Tensor[],
  slots: readonly tf.Tensor[],
  rates: readonly tf.Scalar[],
): [tf.Tensor[], tf.Tensor[]] {
  const count = optimizer.slots.length
  const results = parameters.map((parameter, index) =>
    optimizer.apply(parameter, gradients[index]!, slots.slice(index * count, (index + 1) * count), rates),
  )
  return [results.map((result) => result[0]!), results.flatMap((result) => result.slice(1))]
}

/** Builds the step of a recipe's GAN (Goodfellow et al. 2014, algorithm 1, with the recipe's loss in place of theirs). */
export function makeGan(recipe: Recipe): Gan {
  const generator = denseNetwork(recipe.generator, recipe.latent.size)
  const discriminator = denseNetwork(recipe.discriminator, dataWidth(recipe.data))
  const networks = { generator, discriminator }
  const optimizers = {
    generator: makeOptimizer(recipe.optimizers.generator),
    discriminator: makeOptimizer(recipe.optimizers.discriminator),
  }
  const loss = makeLoss(recipe.loss)
  const { batch } = recipe.schedule
  const layout = [
    ...generator.parameters.map(({ name, shape }) => ({ name: `generator.${name}`, shape })),
    ...discriminator.parameters.map(({ name, shape }) => ({ name: `discriminator.${name}`, shape })),
    ...slotLayout('generator', generator, optimizers.generator),
    ...slotLayout('discriminator', discriminator, optimizers.discriminator),
  ]
  const firstOfD = generator.parameters.length
  const firstSlot = firstOfD + discriminator.parameters.length
  const firstSlotOfD = firstSlot + generator.parameters.length * optimizers.generator.slots.length

  const judgeWith = (parameters: readonly tf.Tensor[], examples: tf.Tensor2D): tf.Tensor2D => {
    const output = discriminator.apply(parameters, examples)
    // Two outputs (fake, real) under softmax are one logit, their difference: real − fake.
    return outputWidth(recipe.discriminator) === 1 ? output : tf.matMul(output, tf.tensor2d([-1, 1], [2, 1]))
  }
  const half = (judgements: tf.Tensor2D, index: number) => tf.slice(judgements, [index * batch, 0], [batch, 1])

  return {
    layout,
    networks,
    optimizers,
    generate: (state, latent) => generator.apply(state.slice(0, firstOfD), latent),
    judge: (state, examples) => judgeWith(state.slice(firstOfD, firstSlot), examples),
    step(state, inputs) {
      const parametersOfG = state.slice(0, firstOfD)
      let parametersOfD: tf.Tensor[] = state.slice(firstOfD, firstSlot)
      let slotsOfD: tf.Tensor[] = state.slice(firstSlotOfD)
      let metricsOfD: Pick<GanMetrics, 'discriminatorLoss' | 'discriminatorSquares' | 'judgements'> | undefined

      for (const { real, latent, rates } of inputs.discriminator) {
        const examples = tf.concat([real, generator.apply(parametersOfG, latent)], 0)
        let judged: tf.Tensor2D | undefined
        const { value, grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) => {
          // Kept, because gradients dispose of all they don't return.
          judged = tf.keep(judgeWith(parameters, examples))
          return loss.discriminator(half(judged, 0), half(judged, 1))
        })(parametersOfD)
        metricsOfD?.judgements.dispose()
        metricsOfD = {
          discriminatorLoss: value as tf.Scalar,
          discriminatorSquares: squaredNorm(grads),
          judgements: judged!,
        }
        ;[parametersOfD, slotsOfD] = update(optimizers.discriminator, parametersOfD, grads, slotsOfD, rates)
        const { clip } = loss
        if (clip !== null) parametersOfD = parametersOfD.map((parameter) => tf.clipByValue(parameter, -clip, clip))
      }

      const { latent, rates } = inputs.generator
      const { value, grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) =>
        loss.generator(judgeWith(parametersOfD, generator.apply(parameters, latent))),
      )(parametersOfG)
      const slotsOfG = state.slice(firstSlot, firstSlotOfD)
      const [nextG, nextSlotsOfG] = update(optimizers.generator, parametersOfG, grads, slotsOfG, rates)
      return [
        [...nextG, ...parametersOfD, ...nextSlotsOfG, ...slotsOfD],
        { ...metricsOfD!, generatorLoss: value as tf.Scalar, generatorSquares: squaredNorm(grads) },
      ]
    },
  }
}
