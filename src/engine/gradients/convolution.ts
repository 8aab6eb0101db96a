import * as tf from '@tensorflow/tfjs-core'

interface Window {
  strides: number | [number, number]
  pad: 'same' | 'valid' | number
}

/** What the three kernels of a convolution are told besides their two operands. */
const windowOf = ({ strides, pad }: tf.NamedAttrMap): Window => ({ strides, pad }) as Window

/** x [n, h, w, in] and filter [k, k, in, out] → [n, h′, w′, out]. */
const forward = (x: tf.Tensor, filter: tf.Tensor, { strides, pad }: Window) =>
  tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad)

/** The derivative by x, of shape `inputShape`; tfjs's transposed convolution is this kernel too. */
const backInput = (dy: tf.Tensor, filter: tf.Tensor, inputShape: number[], { strides, pad }: Window): tf.Tensor =>
  tf.engine().runKernel('Conv2DBackpropInput', { dy, filter }, {
    ...{ strides, pad, inputShape },
    ...{ dataFormat: 'NHWC', dimRoundingMode: undefined },
  } as unknown as tf.NamedAttrMap)

/** The derivative by the filter, of shape `filterShape`. */
const backFilter = (x: tf.Tensor, dy: tf.Tensor, filterShape: number[], { strides, pad }: Window): tf.Tensor =>
  tf.engine().runKernel('Conv2DBackpropFilter', { x, dy }, {
    ...{ strides, pad, filterShape },
    ...{ dataFormat: 'NHWC', dimRoundingMode: undefined },
  } as unknown as tf.NamedAttrMap)

/**
 * A convolution is linear in each of its operands, and so are both of its derivatives: each of the three kernels'
 * derivatives are the other two, to any order. tfjs has none for the filter's.
 */
export const convolutionGradients: tf.GradConfig[] = [
  {
    kernelName: 'Conv2D',
    inputsToSave: ['x', 'filter'],
    gradFunc: (given, [x, filter], attributes) => {
      const dy = given as tf.Tensor
      const window = windowOf(attributes)
      return {
        x: () => backInput(dy, filter!, x!.shape, window),
        filter: () => backFilter(x!, dy, filter!.shape, window),
      }
    },
  },
  {
    kernelName: 'Conv2DBackpropInput',
    inputsToSave: ['dy', 'filter'],
    gradFunc: (given, [dy, filter], attributes) => {
      const dz = given as tf.Tensor
      const window = windowOf(attributes)
      return {
        dy: () => forward(dz, filter!, window),
        filter: () => backFilter(dz, dy!, filter!.shape, window),
      }
    },
  },
  {
    kernelName: 'Conv2DBackpropFilter',
    inputsToSave: ['x', 'dy'],
    gradFunc: (given, [x, dy], attributes) => {
      const dFilter = given as tf.Tensor
      const window = windowOf(attributes)
      return {
        x: () => backInput(dy!, dFilter, x!.shape, window),
        dy: () => forward(x!, dFilter, window),
      }
    },
  },
]
