import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, test } from 'vitest'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { RandomStream } from '../../../src/engine/random/stream.ts'
import { expectSame } from './evaluate.ts'

beforeAll(() => loadBackend('cpu'))

const draw = (shape: number[], name: string) =>
  tf.tensor(new RandomStream(1, name).normal(new Float32Array(tf.util.sizeFromShape(shape))), shape)

const sizes = [
  { size: 6, kernel: 3, stride: 1, pad: 'same' },
  { size: 6, kernel: 4, stride: 2, pad: 'same' },
  { size: 7, kernel: 3, stride: 2, pad: 'same' },
  { size: 9, kernel: 5, stride: 2, pad: 'same' },
  { size: 8, kernel: 3, stride: 1, pad: 'valid' },
  { size: 8, kernel: 3, stride: 2, pad: 'valid' },
  { size: 9, kernel: 2, stride: 3, pad: 'valid' },
  { size: 5, kernel: 1, stride: 1, pad: 'same' },
  { size: 5, kernel: 5, stride: 1, pad: 'valid' },
] as const

for (const channels of [
  [1, 3],
  [8, 2],
  [9, 10],
] as const) {
  test.each(sizes)(
    `a convolution of ${channels[0]} channels to ${channels[1]} and its derivatives are as on the cpu: $size $kernel $stride $pad`,
    async ({ size, kernel, stride, pad }) => {
      const x = draw([2, size, size, channels[0]], 'x') as tf.Tensor4D
      const filter = draw([kernel, kernel, channels[0], channels[1]], 'filter') as tf.Tensor4D
      const dy = draw(tf.conv2d(x, filter, stride, pad).shape, 'dy') as tf.Tensor4D
      await expectSame([x, filter, dy], ([x, filter, dy]) => {
        const given = { strides: [stride, stride], pad, dataFormat: 'NHWC', dimRoundingMode: undefined }
        const run = (kernelName: string, inputs: Record<string, tf.Tensor>, attributes: object) =>
          tf
            .engine()
            .runKernel(kernelName, inputs, { ...given, ...attributes } as unknown as tf.NamedAttrMap) as tf.Tensor
        return [
          run('Conv2D', { x: x!, filter: filter! }, { dilations: [1, 1] }),
          run('Conv2DBackpropInput', { dy: dy!, filter: filter! }, { inputShape: x!.shape }),
          run('Conv2DBackpropFilter', { x: x!, dy: dy! }, { filterShape: filter!.shape }),
        ]
      })
    },
  )
}
