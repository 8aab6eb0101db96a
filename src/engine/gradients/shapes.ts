import * as tf from '@tensorflow/tfjs-core'
import { product } from './product.ts'

/** The permutation that undoes another. */
const axesBack = (axes: readonly number[]) => axes.map((_, axis) => axes.indexOf(axis))

/** Derivatives of matrix products and of operations that only move numbers. */
export const shapeGradients: tf.GradConfig[] = [
  {
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    gradFunc: (given, [a, b], attributes) => {
      const dy = given as tf.Tensor
      const transposeA = Boolean(attributes['transposeA'])
      const transposeB = Boolean(attributes['transposeB'])
      return {
        a: () => (transposeA ? product(b!, dy, transposeB, true) : product(dy, b!, false, !transposeB)),
        b: () => (transposeB ? product(dy, a!, true, transposeA) : product(a!, dy, !transposeA, false)),
      }
    },
  },
  {
    kernelName: 'Transpose',
    gradFunc: (dy, _saved, attributes) => ({
      x: () => tf.transpose(dy as tf.Tensor, axesBack(attributes['perm'] as number[])),
    }),
  },
  {
    kernelName: 'Slice',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => {
        const begin = attributes['begin'] as number[]
        const padding = begin.map((before, axis): [number, number] => [
          before,
          x!.shape[axis]! - before - (dy as tf.Tensor).shape[axis]!,
        ])
        return tf.pad(dy as tf.Tensor, padding)
      },
    }),
  },
  {
    kernelName: 'Concat',
    saveAllInputs: true,
    gradFunc: (dy, parts, attributes) => {
      const rank = parts[0]!.shape.length
      const axis = ((attributes['axis'] as number) + rank) % rank
      let end = 0
      // tfjs asks for one function a part, by its place in the list.
      const rules = parts.map(({ shape }) => {
        const begin = shape.map((_, other) => (other === axis ? end : 0))
        end += shape[axis]!
        return () => tf.slice(dy as tf.Tensor, begin, shape)
      })
      return Object.fromEntries(rules.entries())
    },
  },
  {
    kernelName: 'PadV2',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => {
        const begin = (attributes['paddings'] as [number, number][]).map(([before]) => before)
        return tf.slice(dy as tf.Tensor, begin, x!.shape)
      },
    }),
  },
  {
    kernelName: 'Reshape',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.reshape(dy as tf.Tensor, x!.shape) }),
  },
  { kernelName: 'Identity', gradFunc: (dy) => ({ x: () => tf.clone(dy as tf.Tensor) }) },
  // tfjs's own derivative of a clone casts; only numbers of one type are differentiated here.
  { kernelName: 'Cast', gradFunc: (dy) => ({ x: () => tf.clone(dy as tf.Tensor) }) },
]
