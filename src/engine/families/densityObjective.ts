import * as tf from '@tensorflow/tfjs-core'
import { componentsOf } from '../../contract/recipe/densityRules.ts'
import type { DensityRecipe } from '../../contract/recipe/schema.ts'
import { trueMixture } from '../datasets/truth.ts'
import { constantGaussians, logDensities, logSumExp, pointsOf, type Gaussians } from './gaussians.ts'

export interface DensityObjective {
  /** Points it draws from each of the model's Gaussians. */
  readonly drawn: number
  /**
   * Of the data's points by axis, [batch, 1] each, and of normal numbers by axis, [drawn, k] each, none where nothing is
   * drawn. The likelihood is told apart where it is not the loss itself.
   */
  evaluate(
    model: Gaussians,
    real: readonly tf.Tensor[],
    normal: readonly tf.Tensor[],
  ): { loss: tf.Scalar; negativeLogLikelihood?: tf.Scalar }
}

const mean = (x: tf.Tensor) => tf.mean(x) as tf.Scalar

/**
 * log(1 + eˣ), [n, 1]. Not as tf.softplus, whose derivative is a sigmoid: onnxruntime's is off by 1e-8 where it should
 * vanish, which counts where log p is as steep as that of thin Gaussians.
 */
const softplus = (x: tf.Tensor) => logSumExp(tf.concat([tf.zeros(x.shape), x], 1))

/**
 * What a density lowers, in nat. Likelihood: −E_p log q over the batch. Reverse KL: E_q[log q − log p], which needs p.
 * JSD: log 2 − ½ E_p softplus(log q − log p) − ½ E_q softplus(log p − log q). Expectations under q are over points drawn
 * from each of its Gaussians by itself, weighed by its weight, so that the weights' gradient is exact.
 */
export function densityObjective(recipe: DensityRecipe): DensityObjective {
  const { objective, data, schedule } = recipe
  if (objective === 'likelihood') {
    return {
      drawn: 0,
      evaluate: (model, real) => ({ loss: tf.neg(mean(logDensities(model, real))) }),
    }
  }
  const count = componentsOf(recipe)
  const drawn = Math.ceil(schedule.batch / count)
  const truth = trueMixture(data)!
  return {
    drawn,
    evaluate(model, real, normal) {
      const p = constantGaussians(truth)
      const own = pointsOf(model, normal).map((axis) => tf.reshape(axis, [drawn * count, 1]))
      /** log q − log p. */
      const over = (at: readonly tf.Tensor[]) => tf.sub(logDensities(model, at), logDensities(p, at))
      const expected = (ofPoints: tf.Tensor) => {
        const each = tf.mean(tf.reshape(ofPoints, [drawn, count]), 0, true)
        return tf.sum(tf.mul(tf.exp(model.logWeights), each)) as tf.Scalar
      }
      const ofReal = logDensities(model, real)
      const negativeLogLikelihood = tf.neg(mean(ofReal)) as tf.Scalar
      if (objective === 'reverseKl') return { loss: expected(over(own)), negativeLogLikelihood }
      const ofData = mean(softplus(tf.sub(ofReal, logDensities(p, real))))
      const ofModel = expected(softplus(tf.neg(over(own))))
      const loss = tf.sub(Math.LN2, tf.mul(0.5, tf.add(ofData, ofModel))) as tf.Scalar
      return { loss, negativeLogLikelihood }
    },
  }
}
