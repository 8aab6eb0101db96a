import * as tf from '@tensorflow/tfjs-core'

interface Attributes {
  strides: number | [number, number]
  pad: 'same' | 'valid' | number
  filterShape: [number, number, number, number]
}

/**
 * A convolution's derivative by its filter [k, k, in, out], from x [n, h, w, in] and dy [n, h′, w′, out]: for each of
 * the window's k² places the product of the pixels it sees there, [in, n·h′·w′], with dy, [n·h′·w′, out].
 */
function byFilter(x: tf.Tensor4D, dy: tf.Tensor4D, { strides, pad, filterShape }: Attributes): tf.Tensor {
  const { padInfo, ...info } = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad)
  const [batch, , , inputs] = x.shape
  const [, height, width, outputs] = dy.shape
  const padded = tf.pad(x, [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ])
  const gradient = tf.reshape(dy, [batch * height * width, outputs]) as tf.Tensor2D
  const steps = [1, info.strideHeight, info.strideWidth, 1]
  const places: tf.Tensor2D[] = []
  for (let row = 0; row < filterShape[0]; row++) {
    for (let column = 0; column < filterShape[1]; column++) {
      const begin = [0, row, column, 0]
      const end = [batch, row + (height - 1) * steps[1]! + 1, column + (width - 1) * steps[2]! + 1, inputs]
      const seen = tf.reshape(tf.stridedSlice(padded, begin, end, steps), [batch * height * width, inputs])
      places.push(tf.matMul(tf.transpose(seen) as tf.Tensor2D, gradient))
    }
  }
  return tf.reshape(tf.concat2d(places, 0), filterShape)
}

/** Gives tfjs's WebAssembly backend the one kernel of a convolution that it lacks, made of others that it has. */
export function registerFilterGradient(): void {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D }
      return tf.tidy(() => byFilter(x, dy, attrs as unknown as Attributes))
    },
  })
}
