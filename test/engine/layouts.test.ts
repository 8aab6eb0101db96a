import * as tf from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { loadBackend } from '../../src/engine/backends/index.ts'
import { initialState, nameTensors } from '../../src/engine/checkpoints.ts'
import { EagerExecutor } from '../../src/engine/executors/eager.ts'
import { makeFamily } from '../../src/engine/families/index.ts'
import type { StateStyle } from '../../src/engine/program.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import { sizeOf } from '../../src/engine/stateTensor.ts'
import { smallRecipe } from './recipes.ts'

const record = await loadBackend('cpu', 1)

/** A large weight, [128, 128], between small ones, its bias among them; D’s weights are clipped. */
const recipe = smallRecipe({
  generator: [{ dense: 128, activation: 'tanh' }, { dense: 128, activation: 'tanh' }, { dense: 2 }],
  loss: { kind: 'wasserstein', clip: 0.3 },
})

/** How many tensors a state of that style has, and what two steps make of it, by the names in checkpoints. */
async function trained(style: StateStyle): Promise<{ count: number; tensors: Record<string, number[]> }> {
  const family = makeFamily(recipe)
  const program = family.program(style)
  const executor = new EagerExecutor(program, record)
  executor.load(initialState(family.initial(), program.state))
  const stream = new RandomStream(1, 'layouts')
  const inputs = program.inputs.map(({ name, shape, source }) => {
    const values = stream.normal(new Float32Array(2 * sizeOf(shape)))
    if (source.kind === 'number') values.set([source.at(0), source.at(1)])
    return [name, values] as const
  })
  await executor.run(2, Object.fromEntries(inputs))
  const named = nameTensors(executor.read(), program.state)
  executor.dispose()
  return {
    count: program.state.length,
    tensors: Object.fromEntries(named.map(({ name, values }) => [name, [...values]])),
  }
}

test('how the state lies changes no number of a step', async () => {
  const expected = await trained({ parameters: 'apart', slots: 'apart' })
  // Parameters, m and v of six tensors of G and six of D.
  expect(expected.count).toBe(36)
  for (const [style, count] of [
    [{ parameters: 'together', slots: 'together' }, 6],
    [{ parameters: 'apart', slots: 'together' }, 16],
    // G’s large weight, and all else of G; all of D.
    [{ parameters: 'largeApart', slots: 'largeApart' }, 9],
  ] as const) {
    const found = await trained(style)
    expect(found.count).toBe(count)
    expect(found.tensors).toEqual(expected.tensors)
  }
  expect(tf.memory().numTensors).toBe(0)
})
