import * as tf from '@tensorflow/tfjs-core'
import { constantOf } from '../gradients/constantOf.ts'
import type { Network } from '../networks/network.ts'

/** Kept under the root of a length, so that a weight of zeros has one. */
const tiny = 1e-12

const length = (x: tf.Tensor): tf.Scalar => tf.sqrt(tf.add(tf.sum(tf.square(x)), tiny))
const unit = (x: tf.Tensor): tf.Tensor => tf.div(x, length(x))

/** A weight as a matrix of its last axis by all the others. */
const asMatrix = (weight: tf.Tensor): tf.Tensor2D =>
  tf.reshape(weight, [weight.size / weight.shape.at(-1)!, weight.shape.at(-1)!])

/** Wv for a direction v, [last, 1] → [others, 1]. */
const across = (weight: tf.Tensor, direction: tf.Tensor) => tf.matMul(asMatrix(weight), direction as tf.Tensor2D)

/** W / σ, σ = ‖Wv‖ = uᵀWv with the direction v taken as it is: its derivative is that of the paper's equation 12. */
const divided = (weight: tf.Tensor, direction: tf.Tensor) => tf.div(weight, length(across(weight, direction)))

/**
 * A network each of whose weights is divided by its largest singular value, so that no layer stretches its input. Each
 * pass in training takes one step of the power iteration; its directions are kept among the statistics.
 * Miyato et al., "Spectral normalization for generative adversarial networks" (2018), algorithm 1.
 */
export function spectrallyNormalized(network: Network): Network {
  const weights = network.parameters.flatMap(({ name }, index) => (name.endsWith('.weight') ? [index] : []))
  const own = network.statistics.length
  const directions = weights.map((index) => {
    const { name, shape } = network.parameters[index]!
    const last = shape.at(-1)!
    return { name: `${name}.direction`, shape: [last, 1], start: 1 / Math.sqrt(last) }
  })
  const normalized = (parameters: readonly tf.Tensor[], kept: readonly tf.Tensor[]) =>
    parameters.map((parameter, index) => {
      const at = weights.indexOf(index)
      return at < 0 ? parameter : divided(parameter, kept[at]!)
    })
  const turned = (parameters: readonly tf.Tensor[], kept: readonly tf.Tensor[]) =>
    weights.map((index, at) =>
      constantOf(
        (weight) => unit(tf.matMul(asMatrix(weight), unit(across(weight, kept[at]!)) as tf.Tensor2D, true)),
        parameters[index]!,
      ),
    )
  return {
    ...network,
    statistics: [...network.statistics, ...directions],
    train(parameters, x, { statistics, noise }) {
      const next = turned(parameters, statistics.slice(own))
      const given = { statistics: statistics.slice(0, own), noise }
      const pass = network.train(normalized(parameters, next), x, given)
      return { output: pass.output, statistics: [...pass.statistics, ...next] }
    },
    evaluate: (parameters, statistics, x) =>
      network.evaluate(normalized(parameters, statistics.slice(own)), statistics.slice(0, own), x),
  }
}
