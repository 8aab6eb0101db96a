import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { compileProgram } from '../../../src/engine/compile/index.ts'
import { coverage } from '../../../src/engine/compile/coverage.ts'
import { makeFamily } from '../../../src/engine/families/index.ts'
import type { BuildProgram } from '../../../src/engine/program.ts'
import { smallRecipe } from '../recipes.ts'
import { everyKind } from './everyKind.ts'

beforeAll(() => loadBackend('onnx'))

test.each(everyKind)('the compiled engine has all that it takes: %s', (_name, recipe) => {
  expect(coverage(recipe)).toEqual([])
  expect(coverage(recipe, makeFamily(recipe).audited)).toEqual([])
})

/** A step with a kernel that nothing in the workbench uses. */
const withCumulativeSum: BuildProgram = () => ({
  state: [{ shape: [3], parts: [{ name: 'a', shape: [3] }] }],
  inputs: [],
  metrics: [{ name: 'sum', shape: [] }],
  step: ([state]) => ({ state: [tf.cumsum(state as tf.Tensor1D)], metrics: { sum: tf.sum(state!) } }),
  functions: {},
})

test('what is not covered is named before the first step, with an engine that can do it', async () => {
  expect(coverage(smallRecipe(), withCumulativeSum)).toEqual(['Cumsum'])
  await expect(compileProgram(withCumulativeSum, { id: 'onnx', version: '', threads: 1 })).rejects.toMatchObject({
    code: 'bad-input',
    message: 'the engine “onnx” can’t run this recipe: it has no Cumsum. Train it with the engine “wasm”, which has',
  })
})

/** A step unrolled so far that no compiler would come to its end. */
const unrolled: BuildProgram = (style) => ({
  ...withCumulativeSum(style),
  step: ([state]) => {
    let next = state!
    for (let count = 0; count < 30_000; count++) next = tf.tanh(next)
    return { state: [next], metrics: { sum: tf.sum(next) } }
  },
})

test('a recording that grows without bound is an error that says what to lower', async () => {
  await expect(compileProgram(unrolled, { id: 'onnx', version: '', threads: 1 })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/more than 20\D?000 operations.*schedule\.discriminatorSteps/) as string,
  })
})
