import * as tf from '@tensorflow/tfjs-core'
import { activationGradients } from './activations.ts'
import { arithmeticGradients } from './arithmetic.ts'
import { shapeGradients } from './shapes.ts'

/**
 * Teaches tfjs the derivatives of the kernels this engine differentiates through. tfjs-core for Node comes without
 * any; these are right to second order, and one that is missing is an error, never a wrong number.
 */
export function registerGradients(): void {
  for (const rule of [...arithmeticGradients, ...activationGradients, ...shapeGradients]) tf.registerGradient(rule)
}
