import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BackendRecord } from '../../../src/contract/engine.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { compileProgram } from '../../../src/engine/compile/index.ts'
import { makeFamily } from '../../../src/engine/families/index.ts'
import { Training } from '../../../src/engine/training.ts'
import { codingRecipe } from '../codingRecipes.ts'
import { smallRecipe } from '../recipes.ts'

let record: BackendRecord
beforeAll(async () => {
  record = await loadBackend('onnx')
  // The backend that records is registered by its first use.
  const executor = await compileProgram(makeFamily(smallRecipe()).program, record)
  executor.dispose()
})

const taken: tf.KernelConfig[] = []
afterEach(() => taken.splice(0).forEach((kernel) => tf.registerKernel(kernel)))

/** Takes a kernel away from the backend that records, until the test has ended. */
function take(kernelName: string): void {
  const kernel = tf.getKernel(kernelName, 'trace')!
  tf.unregisterKernel(kernelName, 'trace')
  taken.push(kernel)
}

const relu = [{ dense: 4, activation: 'tanh' }, { dense: 3, activation: 'relu' }, { dense: 1 }]
const linear = { generator: [{ dense: 2 }], discriminator: [{ dense: 1 }] }
const images = [{ dense: 64 }, { reshape: [8, 8, 1] }, { conv: 3 }, { flatten: true }, { dense: 1 }]
const sgd = { kind: 'sgd', learningRate: 0.1 }
const adam = { kind: 'adam', learningRate: 0.1 }
const plain = { ...linear, loss: { kind: 'wasserstein' }, optimizers: { generator: sgd, discriminator: sgd } }

const cases: [string, string, Recipe][] = [
  ['discriminator[1].activation', 'Relu', smallRecipe({ discriminator: relu })],
  ['generator[0].activation', 'Tanh', smallRecipe({ discriminator: [{ dense: 1 }] })],
  ['discriminator[2]', 'Conv2D', smallRecipe({ discriminator: images })],
  // Of derivatives alone, which are taken after the layer has been left.
  ['discriminator[1].activation', 'Step', smallRecipe({ discriminator: relu })],
  ['discriminator[2]', 'Conv2DBackpropFilter', smallRecipe({ discriminator: images })],
  ['generator[1]', 'Rsqrt', smallRecipe({ generator: [{ dense: 2 }, { layerNorm: true }] })],
  ['loss', 'Softplus', smallRecipe(linear)],
  ['regularizers[0]', 'Sqrt', smallRecipe({ ...plain, regularizers: [{ kind: 'dragan' }] })],
  ['stabilizers[1]', 'Sqrt', smallRecipe({ ...plain, stabilizers: [{ kind: 'instanceNoise' }, { kind: 'spectralNorm' }] })],
  ['stabilizers[0]', 'Add', smallRecipe({ ...plain, generator: [{ dense: 2, bias: false }], stabilizers: [{ kind: 'instanceNoise' }] })],
  ['stabilizers[0]', 'Transpose', smallRecipe({ ...plain, stabilizers: [{ kind: 'packing' }] })],
  ['optimizers.generator', 'Sqrt', smallRecipe({ ...plain, optimizers: { generator: adam, discriminator: sgd } })],
  ['encoder[0].activation', 'Sigmoid', codingRecipe('autoencoder')],
  ['decoder[0].activation', 'Tanh', codingRecipe('autoencoder')],
  ['optimizer', 'Sqrt', codingRecipe('autoencoder')],
  ['family', 'Exp', codingRecipe('vae')],
] // prettier-ignore

describe('an operation that can’t be compiled is named with what in the recipe asks for it', () => {
  test.each(cases)('%s: %s', async (part, kernel, recipe) => {
    take(kernel)
    await expect(compileProgram(makeFamily(recipe).program, record)).rejects.toMatchObject({
      code: 'bad-input',
      message: `the engine “onnx” can’t run this recipe: ${part} needs ${kernel}, which it does not have. Train it with the engine “wasm”, which has`,
    })
  })

  test('a layer that only a penalty asks so much of is named with the penalty', async () => {
    take('Conv2DBackpropInput')
    const recipe = smallRecipe({
      discriminator: [{ reshape: [1, 2, 1] }, { conv: 3, kernel: 1, stride: 1 }, { flatten: true }, { dense: 1 }],
      regularizers: [{ kind: 'r1' }],
    })
    await expect(compileProgram(makeFamily(recipe).program, record)).rejects.toThrow(
      'discriminator[1] (for regularizers[0]) needs Conv2DBackpropInput',
    )
  })

  test('one that only a picture takes is named before the first step, and the run ends in order', async () => {
    const recipe = smallRecipe({ generator: [{ dense: 2 }, { batchNorm: true }], discriminator: [{ dense: 1 }] })
    const training = await Training.start(recipe, { backend: 'onnx' })
    take('Rsqrt')
    await expect(training.frame()).rejects.toThrow(
      'the engine “onnx” can’t run this recipe: generator[1] needs Rsqrt, which it does not have',
    )
    training.dispose()
  })
})
