import * as tf from '@tensorflow/tfjs-core'
import { trace } from '../../../src/engine/compile/trace/index.ts'

const terms = 100

/** Of erf x = (2/√π) e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!: no term is negative, so that nothing cancels. For |x| below 5. */
const erfFactors = [1]
while (erfFactors.length < terms) erfFactors.push((2 * erfFactors.at(-1)!) / (2 * erfFactors.length + 1))

const negativePart = (x: tf.Tensor) => tf.relu(tf.neg(x))

function erf(x: tf.Tensor): tf.Tensor {
  const square = tf.square(x)
  const add = (sum: tf.Tensor, factor: number) => tf.add(tf.mul(sum, square), factor)
  const series = erfFactors.reduceRight(add, tf.zerosLike(x))
  return tf.mul(tf.mul(x, 2 / Math.sqrt(Math.PI)), tf.mul(tf.exp(tf.neg(square)), series))
}

type Kernel = (x: tf.Tensor, attributes: tf.NamedAttrMap) => tf.Tensor

/** What onnxruntime has in single precision only, in terms of what it has in double. */
const inDouble: Record<string, Kernel> = {
  LeakyRelu: (x, { alpha }) => tf.sub(tf.relu(x), tf.mul(alpha as number, negativePart(x))),
  Elu: (x) => tf.add(tf.relu(x), tf.sub(tf.exp(tf.neg(negativePart(x))), 1)),
  Softplus: (x) => tf.add(tf.relu(x), tf.log(tf.add(1, tf.exp(tf.neg(tf.abs(x)))))),
  Erf: erf,
}

let registered = false

/** Has a recording made of operations that onnxruntime can run in double precision. */
export function recordInDouble(): void {
  if (registered) return
  registered = true
  // The recorder registers its own kernels when it is first used.
  trace([], () => [])
  for (const [kernelName, kernel] of Object.entries(inDouble)) {
    tf.unregisterKernel(kernelName, 'trace')
    tf.registerKernel({
      kernelName,
      backendName: 'trace',
      kernelFunc: ({ inputs, attrs }) => kernel(inputs['x'] as tf.Tensor, attrs ?? {}),
    })
  }
}

let exact = false

/** tfjs's plain JavaScript backend has an error function right to 1.5e-7 only, whose derivative is not its rule's. */
export function exactErf(): void {
  if (exact) return
  exact = true
  tf.unregisterKernel('Erf', 'cpu')
  tf.registerKernel({
    kernelName: 'Erf',
    backendName: 'cpu',
    kernelFunc: ({ inputs }) => erf(inputs['x'] as tf.Tensor),
  })
}
