import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { nodesOf, type Graph } from '../../../src/engine/compile/ir.ts'
import { RandomStream } from '../../../src/engine/random/stream.ts'
import { expectSame } from './evaluate.ts'

await loadBackend('cpu')

const stream = new RandomStream(1, 'passes')
const draw = (...shape: number[]) => tf.tensor(stream.normal(new Float32Array(tf.util.sizeFromShape(shape))), shape)

/** Operations by name with how often they are there; inputs and constants left out. */
function operations(graph: Graph): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { op } of nodesOf(graph)) {
    if (op !== 'Input' && op !== 'Constant') counts[op] = (counts[op] ?? 0) + 1
  }
  return counts
}

interface Case {
  name: string
  at: tf.Tensor[]
  compute(tensors: tf.Tensor[]): tf.Tensor[]
  /** What is left. */
  left: Record<string, number | undefined>
}

const x = () => draw(3, 4)

const cases: Record<string, () => Case[]> = {
  'what is computed twice or for nobody': () => [
    {
      name: 'the same twice is computed once',
      at: [x()],
      compute: ([x]) => [tf.add(tf.tanh(x!), tf.mul(tf.tanh(x!), tf.tanh(x!)))],
      left: { Tanh: 1, Mul: 1, Add: 1 },
    },
    {
      name: 'what nobody reads is left out',
      at: [x(), draw(3, 4)],
      compute: ([x, y]) => {
        tf.exp(y!)
        return [tf.tanh(x!)]
      },
      left: { Tanh: 1 },
    },
  ],
  'one number with images of one channel': () => [
    {
      name: 'they are a single row for it where they are many',
      at: [draw(64, 8, 8, 1), draw(1)],
      compute: ([x, bias]) => [tf.tanh(tf.add(tf.sub(1, x!), bias!))],
      left: { Sub: 1, Add: 1, Tanh: 1, Reshape: 2 },
    },
  ],
  constants: () => [
    {
      name: 'operations on constants are done beforehand, however they are shaped',
      at: [x()],
      compute: ([x]) => [tf.mul(x!, tf.sum(tf.mul(tf.fill([3, 4], 0.5), tf.onesLike(x!)), 0))],
      left: { Mul: 1 },
    },
    {
      name: 'adding 0, multiplying by 1, dividing by 1, subtracting 0',
      at: [x()],
      compute: ([x]) => [tf.tanh(tf.sub(tf.div(tf.mul(tf.add(x!, 0), 1), 1), 0))],
      left: { Tanh: 1 },
    },
    {
      name: 'a product with 0 is 0',
      at: [x()],
      compute: ([x]) => [tf.add(tf.tanh(x!), tf.mul(tf.exp(x!), tf.zerosLike(x!)))],
      left: { Tanh: 1 },
    },
    {
      name: 'factors that follow each other are one, signs included',
      at: [x()],
      compute: ([x]) => [tf.neg(tf.mul(tf.mul(tf.neg(x!), 3), 0.5))],
      left: { Mul: 1 },
    },
    {
      name: 'a factor that both terms of a sum have multiplies the sum',
      at: [x(), draw(3, 4)],
      compute: ([x, y]) => [tf.add(tf.mul(x!, 0.9), tf.mul(0.9, y!)), tf.sub(tf.mul(x!, 0.5), tf.mul(y!, 0.5))],
      left: { Add: 1, Sub: 1, Mul: 2 },
    },
  ],
  signs: () => [
    {
      name: 'a sum with a negative is a difference, and the other way round',
      at: [x(), draw(3, 4)],
      compute: ([x, y]) => [tf.add(x!, tf.neg(y!)), tf.sub(x!, tf.neg(y!)), tf.neg(tf.sub(x!, y!))],
      left: { Sub: 2, Add: 1 },
    },
  ],
  shapes: () => [
    {
      name: 'reshapes and transposes that undo each other',
      at: [x()],
      compute: ([x]) => [tf.tanh(tf.transpose(tf.transpose(tf.reshape(tf.reshape(x!, [12]), [3, 4]))))],
      left: { Tanh: 1 },
    },
    {
      name: 'a transposition that only moves lengths of 1 is a reshape',
      at: [draw(4, 1)],
      compute: ([x]) => [tf.transpose(x!)],
      left: { Reshape: 1 },
    },
    {
      name: 'the gradient of a mean is one number that the product repeats',
      at: [x()],
      compute: ([x]) => tf.grads((x: tf.Tensor) => tf.mean(tf.square(x)))([x!]),
      left: { Mul: 1 },
    },
    {
      name: 'a value repeated only to be added is not repeated',
      at: [x(), draw(1, 4)],
      compute: ([x, row]) => [tf.add(x!, tf.tile(tf.tanh(row!), [3, 1]))],
      left: { Tanh: 1, Add: 1 },
    },
    {
      name: 'a factor of what is repeated multiplies it beforehand',
      at: [draw(1, 4)],
      compute: ([row]) => [tf.tanh(tf.mul(tf.tile(row!, [300, 1]), 2))],
      left: { Mul: 1, Tanh: 1, BroadcastTo: 1 },
    },
    {
      name: 'slices that are all of a tensor are one split, and the gradient of that one concatenation',
      at: [draw(10)],
      compute: ([x]) =>
        tf.grads((x: tf.Tensor) => {
          const [a, b] = [tf.slice1d(x as tf.Tensor1D, 0, 4), tf.slice1d(x as tf.Tensor1D, 4, 6)]
          return tf.add(tf.sum(tf.square(a)), tf.sum(tf.tanh(b))) as tf.Scalar
        })([x!]),
      left: { Split: 1, Part: 2, Mul: 2, Tanh: 1, Sub: 1, Concat: 1 },
    },
    {
      name: 'slices with a gap between them stay slices',
      at: [draw(10)],
      compute: ([x]) => [tf.add(tf.slice1d(x as tf.Tensor1D, 0, 4), tf.slice1d(x as tf.Tensor1D, 6, 4))],
      left: { Slice: 2, Add: 1 },
    },
    {
      name: 'a bias of images stays beside the product',
      at: [draw(128, 4), draw(4, 3), draw(3)],
      compute: ([x, weight, bias]) => {
        const images = tf.reshape(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), [2, 8, 8, 3])
        return [
          tf.tanh(
            tf.pad4d(tf.add(images, bias!) as tf.Tensor4D, [
              [0, 0],
              [1, 1],
              [0, 0],
              [0, 0],
            ]),
          ),
        ]
      },
      left: { Gemm: 1, Pad: 1, Reshape: 1, Tanh: 1 },
    },
  ],
  products: () => [
    {
      name: 'a bias is part of the product',
      at: [x(), draw(4, 5), draw(5)],
      compute: ([x, weight, bias]) => [tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias!)],
      left: { Gemm: 1 },
    },
    {
      name: 'a transposed operand is read transposed',
      at: [draw(4, 3), draw(5, 4)],
      compute: ([a, b]) => [tf.matMul(tf.transpose(a as tf.Tensor2D), tf.transpose(b as tf.Tensor2D))],
      left: { Gemm: 1 },
    },
    {
      name: 'a sum of products and a bias starts with the bias',
      at: [x(), draw(4, 5), draw(3, 2), draw(2, 5), draw(5)],
      compute: ([a, b, c, d, bias]) => {
        const sum = tf.add(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D), tf.matMul(c as tf.Tensor2D, d as tf.Tensor2D))
        return [tf.add(sum, bias!)]
      },
      left: { Gemm: 2 },
    },
    {
      name: 'a product that is read elsewhere too takes no bias in',
      at: [x(), draw(4, 5), draw(5)],
      compute: ([x, weight, bias]) => {
        const product = tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D)
        return [tf.add(product, bias!), tf.tanh(product)]
      },
      left: { Gemm: 1, Add: 1, Tanh: 1 },
    },
  ],
  'large tensors': () => [
    {
      name: 'factors of each channel are multiplied first',
      at: [draw(64, 100), draw(100), draw(1, 100)],
      compute: ([x, a, b]) => [tf.mul(tf.mul(x!, a!), b!)],
      left: { Mul: 2 },
    },
    {
      name: 'what is the same along a sum multiplies the sum',
      at: [draw(64, 100), draw(64, 100), draw(100)],
      compute: ([x, y, scale]) => {
        const normal = tf.mul(x!, scale!)
        return [tf.sum(tf.mul(y!, normal), 0), tf.sum(tf.mul(tf.mul(y!, scale!), x!), 0, true)]
      },
      left: { Mul: 3, MatMul: 1, Reshape: 2 },
    },
    {
      name: 'rows are added up, and averaged, by a product with ones',
      at: [draw(2, 8, 16)],
      compute: ([x]) => [tf.sum(x!, [0, 1]), tf.mean(x!, [0, 1]), tf.mean(x!, [0, 1], true)],
      left: { MatMul: 2, Reshape: 2 },
    },
    {
      name: 'sums over other axes, and of columns of one number, stay sums',
      at: [draw(32, 16), draw(64, 1)],
      compute: ([x, column]) => [tf.sum(x!, 1), tf.sum(column!, 0)],
      left: { ReduceSum: 2 },
    },
  ],
}

for (const [group, make] of Object.entries(cases)) {
  describe(group, () => {
    test.each(make().map((one) => [one.name, one] as const))('%s', async (_name, { at, compute, left }) => {
      expect(operations(await expectSame(at, compute))).toEqual(left)
    })
  })
}

test.each([0, 0.2])(
  'the slope of a rectifier (%s below zero) is read off the activation, right at 0 too',
  async (slope) => {
    const at = tf.tensor1d([-3, -1e-30, -0, 0, 1e-37, 1e-30, 0.5, 1e30])
    const graph = await expectSame(
      [at],
      ([x]) => {
        const activate = (x: tf.Tensor) => (slope === 0 ? tf.relu(x) : tf.leakyRelu(x, slope))
        return [activate(x!), ...tf.grads((x: tf.Tensor) => tf.sum(activate(x)))([x!])]
      },
      1e-7,
    )
    const [mask] = nodesOf(graph).filter(({ op }) => op === 'Step')
    expect(mask!.inputs[0]!.op).toBe(slope === 0 ? 'Relu' : 'LeakyRelu')
  },
)

test('Adam’s correction of v moves to the rate where there are many parameters', async () => {
  const shape = [200, 100]
  const positive = tf.square(draw(...shape))
  const graph = await expectSame(
    [draw(...shape), positive, tf.scalar(0.01), tf.scalar(40)],
    ([m, v, rate, correction]) => [tf.mul(rate!, tf.div(m!, tf.add(tf.sqrt(tf.mul(v!, correction!)), 1e-8)))],
  )
  const large = nodesOf(graph).filter(({ op, shape: own }) => op !== 'Input' && own.length === 2)
  expect(large.map(({ op }) => op)).toEqual(['Sqrt', 'Add', 'Div', 'Mul'])
})

test('a factor of squared gradients is taken in as the gradient is made, and out again where else it is read', async () => {
  const graph = await expectSame([draw(30, 200), draw(30, 100), draw(200, 100), draw(200, 100)], ([x, dy, m, v]) => {
    const gradient = tf.matMul(x as tf.Tensor2D, dy as tf.Tensor2D, true)
    return [
      tf.add(tf.mul(m!, 0.5), tf.mul(gradient, 0.5)),
      tf.add(tf.mul(v!, 0.999), tf.mul(tf.square(gradient), 0.001)),
      tf.sum(tf.square(gradient)),
    ]
  })
  const large = nodesOf(graph).filter(({ op, shape }) => op !== 'Input' && shape[0] === 200)
  expect(large.map(({ op }) => op).sort()).toEqual(['Add', 'Add', 'Gemm', 'Mul', 'Mul', 'Mul', 'Mul'])
})
