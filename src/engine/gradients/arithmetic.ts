import * as tf from '@tensorflow/tfjs-core'
import { expandFrom, reducedAxes, reduceTo } from './broadcast.ts'

const sizeOf = (shape: readonly number[], axes: readonly number[]) =>
  axes.reduce((product, axis) => product * shape[axis]!, 1)

/** Derivatives of sums, products and reductions. Each rule answers only for the inputs it is asked about. */
export const arithmeticGradients: tf.GradConfig[] = [
  {
    kernelName: 'Add',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(a!.shape, dy as tf.Tensor),
      // One of its own: tfjs adds up what reaches a tensor on several ways, and disposes of the parts.
      b: () => tf.clone(reduceTo(b!.shape, dy as tf.Tensor)),
    }),
  },
  {
    kernelName: 'Sub',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(a!.shape, dy as tf.Tensor),
      b: () => tf.neg(reduceTo(b!.shape, dy as tf.Tensor)),
    }),
  },
  {
    kernelName: 'Multiply',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(a!.shape, tf.mul(dy as tf.Tensor, b!)),
      b: () => reduceTo(b!.shape, tf.mul(dy as tf.Tensor, a!)),
    }),
  },
  {
    kernelName: 'RealDiv',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(a!.shape, tf.div(dy as tf.Tensor, b!)),
      b: () => tf.neg(reduceTo(b!.shape, tf.div(tf.mul(dy as tf.Tensor, a!), tf.square(b!)))),
    }),
  },
  {
    kernelName: 'Sqrt',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.mul(0.5, tf.rsqrt(x!))) }),
  },
  {
    kernelName: 'Rsqrt',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.mul(-0.5, tf.div(tf.rsqrt(x!), x!))) }),
  },
  { kernelName: 'Neg', gradFunc: (dy) => ({ x: () => tf.neg(dy as tf.Tensor) }) },
  {
    kernelName: 'Square',
    inputsToSave: ['x'],
    // Twice dy first, which may be one number for many.
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(tf.mul(dy as tf.Tensor, 2), x!) }),
  },
  {
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => expandFrom(dy as tf.Tensor, x!.shape, reducedAxes(x!.shape, attributes['axis'] as number[] | null), 1),
    }),
  },
  {
    kernelName: 'Mean',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => {
      const axes = reducedAxes(x!.shape, attributes['axis'] as number[] | null)
      return { x: () => expandFrom(dy as tf.Tensor, x!.shape, axes, 1 / sizeOf(x!.shape, axes)) }
    },
  },
]
