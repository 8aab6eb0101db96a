import * as tf from '@tensorflow/tfjs-core'
import { activationGradients } from './activations.ts'
import { arithmeticGradients } from './arithmetic.ts'
import { convolutionGradients } from './convolution.ts'
import { shapeGradients } from './shapes.ts'

/**
 * Teaches tfjs the derivatives of the kernels this engine differentiates through. tfjs-core for Node comes without
 * any; these are right to second order, and one that is missing is an error, never a wrong number.
 */
export function registerGradients(): void {
  const rules = [arithmeticGradients, activationGradients, convolutionGradients, shapeGradients].flat()
  for (const rule of rules) tf.registerGradient(rule)
}
