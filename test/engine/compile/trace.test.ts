import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { nodesOf, type Graph } from '../../../src/engine/compile/ir.ts'
import { trace } from '../../../src/engine/compile/trace/index.ts'
import { traceStep } from '../../../src/engine/compile/traceProgram.ts'
import { makeFamily } from '../../../src/engine/families/index.ts'
import { Training } from '../../../src/engine/training.ts'
import { smallRecipe } from '../recipes.ts'

beforeAll(() => loadBackend('cpu'))

/** All of a graph as text. */
function written({ inputs, outputs, ...graph }: Graph): string {
  const nodes = nodesOf({ inputs, outputs, ...graph }).map(
    ({ id, op, inputs: read, attributes, shape, dtype, values }) => ({
      ...{ id, op, attributes, shape, dtype },
      read: read.map((node) => node.id),
      values: values && Array.from(values),
    }),
  )
  return JSON.stringify({ nodes, outputs: outputs.map(({ id }) => id) })
}

test('nothing that changes during a run is part of the recording: before, after and without training it is the same', async () => {
  const optimizer = { kind: 'adam', learningRate: 0.01 }
  const recipe = smallRecipe({
    optimizers: { generator: optimizer, discriminator: optimizer },
    regularizers: [{ kind: 'r1' }],
    schedule: { discriminatorSteps: 2 },
  })
  const training = await Training.start(recipe, { backend: 'cpu' })
  const first = written(traceStep(training.executor.program))
  await training.advance(7)
  expect(written(traceStep(training.executor.program))).toBe(first)
  training.dispose()
  expect(written(traceStep(makeFamily(recipe).program({ parameters: 'apart', slots: 'together' })))).toBe(first)
})

test('tensors of another backend become constants, and can be read there again', () => {
  const before = tf.tensor1d([1, 2, 3])
  const graph = trace([{ name: 'x', shape: [3] }], ({ x }) => [tf.mul(x!, before)])
  expect(nodesOf(graph).find(({ op }) => op === 'Constant')!.values).toEqual(Float32Array.of(1, 2, 3))
  expect(before.dataSync()).toEqual(Float32Array.of(1, 2, 3))
  expect(tf.add(before, 1).dataSync()).toEqual(Float32Array.of(2, 3, 4))
})

test('a step that reads the numbers of its tensors can’t be recorded', () => {
  const step = () => trace([{ name: 'x', shape: [] }], ({ x }) => [tf.mul(x!, x!.dataSync()[0]!)])
  expect(step).toThrow('a step may not read the numbers of its tensors')
  expect(tf.getBackend()).toBe('cpu')
})
