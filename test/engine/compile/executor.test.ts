import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { BackendRecord } from '../../../src/contract/engine.ts'
import { CompiledExecutor } from '../../../src/engine/compile/compiledExecutor.ts'
import { EagerExecutor } from '../../../src/engine/executors/eager.ts'
import type { Executor, Values } from '../../../src/engine/executors/executor.ts'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import type { Program } from '../../../src/engine/program.ts'
import { RandomStream } from '../../../src/engine/random/stream.ts'
import { sizeOf } from '../../../src/engine/stateTensor.ts'
import { mlpGan, smallGan } from './mlpGan.ts'

let record: BackendRecord
beforeAll(async () => {
  record = await loadBackend('cpu')
})

const executors: Executor[] = []
afterEach(() => executors.splice(0).forEach((executor) => executor.dispose()))

/** Parameters drawn anew, optimiser's tensors of 0. */
function startOf(program: Program): Float32Array[] {
  const stream = new RandomStream(3, 'start')
  return program.state.map(({ parts }) => {
    const values = parts.map(({ name, shape }) => {
      const drawn = new Float32Array(sizeOf(shape))
      return name.includes('.p.') ? stream.normal(drawn).map((value) => 0.5 * value) : drawn
    })
    const whole = new Float32Array(values.reduce((sum, part) => sum + part.length, 0))
    let start = 0
    for (const part of values) {
      whole.set(part, start)
      start += part.length
    }
    return whole
  })
}

function inputsOf(program: Program, count: number): Values {
  const stream = new RandomStream(4, 'inputs')
  return Object.fromEntries(
    program.inputs.map(({ name, shape, source }) => {
      const values = new Float32Array(count * sizeOf(shape))
      return [name, source.kind === 'number' ? values.map((_, index) => source.at(index)) : stream.normal(values)]
    }),
  )
}

function part(program: Program, inputs: Values, from: number, count: number): Values {
  return Object.fromEntries(
    program.inputs.map(({ name, shape }) => {
      const size = sizeOf(shape)
      return [name, inputs[name]!.subarray(from * size, (from + count) * size)]
    }),
  )
}

async function compiled(program: Program, threads: number | null = 1): Promise<CompiledExecutor> {
  const executor = await CompiledExecutor.make(program, record, threads)
  executors.push(executor)
  executor.load(startOf(program))
  return executor
}

function eager(program: Program): EagerExecutor {
  const executor = new EagerExecutor(program, record)
  executors.push(executor)
  executor.load(startOf(program))
  return executor
}

const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, index) => value - b[index]!))
const close = (a: Float32Array, b: Float32Array) => distance(a, b) / Math.max(Math.hypot(...b), 1e-3)

for (const style of ['together', 'apart'] as const) {
  test(`steps compute what the same program computes kernel by kernel (${style} parameters)`, async () => {
    const program = mlpGan(smallGan, style)
    const inputs = inputsOf(program, 12)
    const [mine, theirs] = [await compiled(program), eager(program)]
    const [metrics, expected] = [await mine.run(12, inputs), await theirs.run(12, inputs)]
    expect(Object.keys(metrics)).toEqual(Object.keys(expected))
    for (const [name, values] of Object.entries(expected)) expect(close(metrics[name]!, values)).toBeLessThan(1e-5)
    const state = mine.read()
    theirs.read().forEach((values, index) => expect(close(state[index]!, values)).toBeLessThan(1e-4))
  })
}

test('many steps a call, one step a call and a repetition give the same bits', async () => {
  const program = mlpGan(smallGan, 'together')
  const inputs = inputsOf(program, 9)
  const executor = await compiled(program)
  const metrics = await executor.run(9, inputs)
  const state = executor.read()

  executor.load(startOf(program))
  expect(await executor.run(9, inputs)).toEqual(metrics)
  expect(executor.read()).toEqual(state)

  executor.load(startOf(program))
  const singly: Values[] = []
  for (const count of [1, 3, 5]) {
    const done = singly.reduce((sum, one) => sum + one['lossD']!.length, 0)
    singly.push(await executor.run(count, part(program, inputs, done, count)))
  }
  for (const [name, values] of Object.entries(metrics)) {
    expect(singly.flatMap((one) => [...one[name]!])).toEqual([...values])
  }
  expect(executor.read()).toEqual(state)
})

test('functions of the state give what the program gives, for any number of rows, and change nothing', async () => {
  const program = mlpGan(smallGan, 'apart')
  const [mine, theirs] = [await compiled(program), eager(program)]
  const before = mine.read()
  for (const count of [1, 4, 11]) {
    const latents = new RandomStream(5, 'rows').normal(new Float32Array(count * smallGan.latent))
    const examples = await mine.call('generate', latents, count)
    expect(examples).toHaveLength(count * smallGan.width)
    expect(close(examples, await theirs.call('generate', latents, count))).toBeLessThan(1e-6)
    const judged = await mine.call('judge', examples, count)
    expect(close(judged, await theirs.call('judge', examples, count))).toBeLessThan(1e-6)
  }
  expect(mine.read()).toEqual(before)
})

test('compiling leaves the tfjs backend that was in use in place', async () => {
  await compiled(mlpGan(smallGan, 'together'))
  expect(tf.getBackend()).toBe('cpu')
  expect(tf.add(1, 2).dataSync()[0]).toBe(3)
})

test('a small step stays on one thread, whatever the machine has; a number that is given is used and recorded', async () => {
  const program = mlpGan(smallGan, 'together')
  expect((await compiled(program, null)).record).toEqual({ ...record, threads: 1 })
  const executor = await compiled(program, 2)
  expect(executor.record.threads).toBe(2)
  const inputs = inputsOf(program, 5)
  const metrics = await executor.run(5, inputs)
  executor.load(startOf(program))
  expect(await executor.run(5, inputs)).toEqual(metrics)
})

test('a step that needs more memory than there is says how much, and leaves the state as it was', async () => {
  const length = 2 ** 23
  const executor = await compiled({
    state: [{ shape: [length, 1], parts: [{ name: 'a.p.0', shape: [length, 1] }] }],
    inputs: [],
    metrics: [{ name: 'sum', shape: [] }],
    step: ([state]) => {
      const all = tf.matMul(state as tf.Tensor2D, state as tf.Tensor2D, false, true)
      return { state: [tf.slice(all, [0, 0], [length, 1])], metrics: { sum: tf.sum(all) } }
    },
    functions: {},
  })
  const before = executor.read()[0]!.slice(0, 100)
  await expect(executor.run(1, {})).rejects.toThrow(`not enough memory for the ${4 * length ** 2} bytes`)
  expect(executor.read()[0]!.slice(0, 100)).toEqual(before)
})
