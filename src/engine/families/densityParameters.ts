import * as tf from '@tensorflow/tfjs-core'
import type { NamedTensor } from '../../contract/engine.ts'
import { componentsOf } from '../../contract/recipe/densityRules.ts'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { DensityRecipe } from '../../contract/recipe/schema.ts'
import type { GaussianMixture } from '../datasets/gaussianMixture.ts'
import { RandomStream } from '../random/stream.ts'
import { logSumExp, type Gaussians } from './gaussians.ts'

/** How its tensors are called in checkpoints: "model.mean". */
export const modelRole = 'model'

/**
 * What a density trains, of k Gaussians with d numbers each: their means; the logarithms of the diagonals of their
 * covariances' Cholesky factors, and for the plane the factors' corners, so that any values make a covariance; and for a
 * mixture its weights' logits.
 */
export function densityShapes(recipe: DensityRecipe): { name: string; shape: number[] }[] {
  const [count, width] = [componentsOf(recipe), dataWidth(recipe.data)]
  return [
    { name: 'mean', shape: [count, width] },
    { name: 'scale', shape: [count, width] },
    ...(width === 2 ? [{ name: 'corner', shape: [count, 1] }] : []),
    ...(count > 1 ? [{ name: 'weight', shape: [count, 1] }] : []),
  ]
}

/** Tensors that don't begin at 0. */
export function densityStart(recipe: DensityRecipe): NamedTensor[] {
  const { start, seed, data } = recipe
  const shape = [componentsOf(recipe), dataWidth(data)]
  const moved = new RandomStream(seed, `init.${modelRole}`).normal(new Float64Array(shape[0]! * shape[1]!))
  const mean = Float32Array.from(moved, (normal, at) => (start.mean?.[at % shape[1]!] ?? 0) + start.scatter * normal)
  return [
    { name: `${modelRole}.mean`, shape, values: mean },
    { name: `${modelRole}.scale`, shape, values: new Float32Array(mean.length).fill(Math.log(start.sd)) },
  ]
}

/** The parameters, in the order of their shapes, as Gaussians. */
export function gaussiansOf(recipe: DensityRecipe, parameters: readonly tf.Tensor[]): Gaussians {
  const shapes = densityShapes(recipe)
  const count = componentsOf(recipe)
  const named = (name: string) => parameters[shapes.findIndex((one) => one.name === name)]
  const row = (x: tf.Tensor) => tf.reshape(x, [1, count])
  const axes = (name: string) =>
    Array.from({ length: dataWidth(recipe.data) }, (_, axis) => row(tf.slice(named(name)!, [0, axis], [count, 1])))
  const [corner, weight] = [named('corner'), named('weight')]
  const logits = weight && row(weight)
  return {
    means: axes('mean'),
    scales: axes('scale'),
    corner: corner ? row(corner) : null,
    logWeights: logits ? tf.sub(logits, logSumExp(logits)) : tf.zeros([1, 1]),
  }
}

/** The mixture that the tensors of a checkpoint are, in double precision. */
export function mixtureOfTensors(recipe: DensityRecipe, tensors: readonly NamedTensor[]): GaussianMixture {
  const values = (name: string) => tensors.find((one) => one.name === `${modelRole}.${name}`)?.values
  const [mean, scale, corner] = [values('mean')!, values('scale')!, values('corner')]
  const width = dataWidth(recipe.data) === 2 ? 2 : 1
  const logits = values('weight') ?? Float32Array.of(0)
  const largest = logits.reduce((most, one) => Math.max(most, one))
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest))
  const whole = powers.reduce((sum, one) => sum + one, 0)
  const factor = (one: number) =>
    width === 2
      ? [Math.exp(scale[2 * one]!), corner![one]!, Math.exp(scale[2 * one + 1]!)]
      : [Math.exp(scale[one]!), 0, 1]
  return {
    dimensions: width,
    means: Float64Array.from(mean),
    factors: Float64Array.from(Array.from(powers.keys()).flatMap(factor)),
    weights: powers.map((one) => one / whole),
  }
}
