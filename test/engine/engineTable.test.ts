import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import { beforeAll, expect, test } from 'vitest'
import { backendIds, type BackendId } from '../../src/contract/engine.ts'
import { loadBackend } from '../../src/engine/backends/index.ts'
import { restoreUtil } from '../../src/engine/backends/tensorflow.ts'
import { initialState } from '../../src/engine/checkpoints.ts'
import { judgedWidth } from '../../src/contract/recipe/facts.ts'
import { coverage } from '../../src/engine/compile/coverage.ts'
import { makeFamily } from '../../src/engine/families/index.ts'
import { everyKind, isSmall } from './compile/everyKind.ts'

// Written anew by `npm run docs:engines`.

beforeAll(async () => {
  await loadBackend('onnx')
  await loadBackend('wasm')
  restoreUtil()
  // The list of its kernels comes with tfjs-node, whether TensorFlow's library is there or not.
  createRequire(import.meta.url)('@tensorflow/tfjs-node/dist/register_all_kernels.js')
  await loadBackend('cpu')
})

const kernelsOf = (id: BackendId) => new Set((tf.getKernelsForBackend(id) ?? []).map(({ kernelName }) => kernelName))

/** The kernels of one step and of all functions, as plain JavaScript runs them. */
async function kernelsUsed(recipe: (typeof everyKind)[number][1]): Promise<string[]> {
  const family = makeFamily(recipe)
  const program = family.program({ parameters: 'apart', slots: 'together' })
  const tensors = initialState(family.initial(), program.state).map((values, index) =>
    tf.tensor(values, program.state[index]!.shape),
  )
  const given = program.inputs.map(({ name, shape }) => [name, tf.fill(shape, 0.5)] as const)
  const { kernelNames } = await tf.profile(() =>
    tf.tidy(() => {
      const { metrics } = program.step(tensors, Object.fromEntries(given))
      for (const [name, compute] of Object.entries(program.functions)) {
        const width =
          name === 'generate' ? family.sampling.latent.size : recipe.family === 'gan' ? judgedWidth(recipe) : 2
        compute(tensors, tf.zeros([2, width]))
      }
      return metrics
    }),
  )
  // A derivative of one's own making goes by the name of its scope, and consists of kernels that are named themselves.
  return [...new Set(kernelNames)].filter((name) => kernelsOf('cpu').has(name))
}

const named = everyKind
  .filter(isSmall)
  .filter(([name]) => /^(layer|activation|loss|optimizer|stabiliser|family) \w+$/.test(name))
const penalties = everyKind.filter(([name]) => / with nonSaturating$/.test(name))
const rows = [...named, ...penalties.map(([name, recipe]) => [`regulariser ${name.split(' ')[0]!}`, recipe] as const)]

test('the table of what each engine runs is that of the code', async () => {
  const lacks: Record<BackendId, Record<string, string[]>> = { onnx: {}, wasm: {}, cpu: {}, tensorflow: {} }
  const lines = ['| | kernels | ' + backendIds.join(' | ') + ' |', '|---|---|' + backendIds.map(() => '---|').join('')]
  for (const [name, recipe] of rows) {
    const used = await kernelsUsed(recipe)
    const cells = backendIds.map((id) => {
      const missing = id === 'onnx' ? coverage(recipe) : used.filter((kernel) => !kernelsOf(id).has(kernel))
      if (missing.length > 0) lacks[id][name] = missing
      return missing.length === 0 ? 'yes' : `no ${missing.join(', ')}`
    })
    lines.push(`| ${name} | ${used.length} | ${cells.join(' | ')} |`)
  }
  expect(rows.length).toBeGreaterThan(20)
  const text = [
    '# Which engine runs what',
    '',
    'Made by `npm run docs:engines` from the code; a test fails while it is out of date. One small recipe a row: a step, G’s pictures and D’s judgements of it. “yes”: the engine has every kernel that they take. Whether it also gives the right numbers is for the agreement tests.',
    '',
    'TensorFlow.js’s WebAssembly engine comes without the derivative of a convolution by its filter; here it has one, made of kernels that it has (`src/engine/backends/wasmConvolution.ts`): right, but slow.',
    '',
    ...lines,
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('../../docs/engines.md')
  await expect(`${JSON.stringify(lacks, null, 2)}\n`).toMatchFileSnapshot('../../src/engine/backends/lacks.json')
}, 60_000)
