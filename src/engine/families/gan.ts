import * as tf from '@tensorflow/tfjs-core'
import { dataWidth, outputWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { makeLoss } from '../losses/index.ts'
import { denseNetwork, type Network } from '../networks/dense.ts'
import { makeOptimizer, type Optimizer } from '../optimizers/index.ts'
import { sizeOf, type StateTensor } from '../stateTensor.ts'

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

/** A GAN as pure functions of its state: a flat list of tensors, each described by an entry of `layout`. */
export interface Gan {
  readonly layout: readonly StateTensor[]
  readonly networks: { readonly generator: Network; readonly discriminator: Network }
  readonly optimizers: { readonly generator: Optimizer; readonly discriminator: Optimizer }
  /** One generator step after the recipe's number of discriminator steps. Disposes nothing it was given. */
  step(state: readonly tf.Tensor[], inputs: GanInputs): [tf.Tensor[], GanMetrics]
  /** Latents [n, size] → examples [n, width]. */
  generate(state: readonly tf.Tensor[], latent: tf.Tensor2D): tf.Tensor2D
  /** Examples [n, width] → one logit or score each, [n, 1]. */
  judge(state: readonly tf.Tensor[], examples: tf.Tensor2D): tf.Tensor2D
}

function parameterLayout(role: string, network: Network): StateTensor[] {
  return network.parameters.map(({ name, shape }) => ({ shape, parts: [{ name: `${role}.${name}`, shape }] }))
}

function slotLayout(role: string, network: Network, optimizer: Optimizer): StateTensor[] {
  return optimizer.slots.map((slot) => {
    const parts = network.parameters.map(({ name, shape }) => ({ name: `optimizer.${role}.${name}.${slot}`, shape }))
    return { shape: [parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0)], parts }
  })
}

const flatten = (tensors: readonly tf.Tensor[]): tf.Tensor1D =>
  tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [-1]) as tf.Tensor1D))

function split(flat: tf.Tensor, like: readonly tf.Tensor[]): tf.Tensor[] {
  let start = 0
  return like.map(({ shape, size }) => {
    const part = tf.reshape(tf.slice(flat, [start], [size]), shape)
    start += size
    return part
  })
}

/** One update of a network. Flat, because on small networks the number of kernels is what takes the time. */
function update(
  optimizer: Optimizer,
  parameters: readonly tf.Tensor[],
  gradients: readonly tf.Tensor[],
  slots: readonly tf.Tensor[],
  rates: readonly tf.Scalar[],
  clip: number | null,
): { parameters: tf.Tensor[]; slots: tf.Tensor[]; squares: tf.Scalar } {
  const gradient = flatten(gradients)
  const [next, ...nextSlots] = optimizer.apply(flatten(parameters), gradient, slots, rates)
  const kept = clip === null ? next! : tf.clipByValue(next!, -clip, clip)
  return { parameters: split(kept, parameters), slots: nextSlots, squares: tf.sum(tf.square(gradient)) }
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
    ...parameterLayout('generator', generator),
    ...parameterLayout('discriminator', discriminator),
    ...slotLayout('generator', generator, optimizers.generator),
    ...slotLayout('discriminator', discriminator, optimizers.discriminator),
  ]
  const firstOfD = generator.parameters.length
  const firstSlot = firstOfD + discriminator.parameters.length
  const firstSlotOfD = firstSlot + optimizers.generator.slots.length

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
        const updated = update(optimizers.discriminator, parametersOfD, grads, slotsOfD, rates, loss.clip)
        parametersOfD = updated.parameters
        slotsOfD = updated.slots
        metricsOfD?.judgements.dispose()
        metricsOfD = {
          discriminatorLoss: value as tf.Scalar,
          discriminatorSquares: updated.squares,
          judgements: judged!,
        }
      }

      const { latent, rates } = inputs.generator
      const { value, grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) =>
        loss.generator(judgeWith(parametersOfD, generator.apply(parameters, latent))),
      )(parametersOfG)
      const slotsOfG = state.slice(firstSlot, firstSlotOfD)
      const updated = update(optimizers.generator, parametersOfG, grads, slotsOfG, rates, null)
      return [
        [...updated.parameters, ...parametersOfD, ...updated.slots, ...slotsOfD],
        { ...metricsOfD!, generatorLoss: value as tf.Scalar, generatorSquares: updated.squares },
      ]
    },
  }
}
