import { expect, test, vi } from 'vitest'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { compileProgram } from '../../../src/engine/compile/index.ts'
import type { Lowerings } from '../../../src/engine/compile/lower/lowering.ts'
import { makeFamily } from '../../../src/engine/families/index.ts'
import { smallRecipe } from '../recipes.ts'

vi.mock('../../../src/engine/compile/lower/elementwise.ts', async (original) => {
  const { elementwiseLowerings } = await original<{ elementwiseLowerings: Lowerings }>()
  const { Erf: _, ...others } = elementwiseLowerings
  return { elementwiseLowerings: others }
})

test('an operation that can be recorded but not written is named like any other that is missing', async () => {
  const record = await loadBackend('onnx')
  const recipe = smallRecipe({ discriminator: [{ dense: 3, activation: 'gelu' }, { dense: 1 }] })
  await expect(compileProgram(makeFamily(recipe).program, record)).rejects.toMatchObject({
    code: 'bad-input',
    message:
      'the engine “onnx” can’t run this recipe: discriminator[0].activation needs Erf, which it does not have. Train it with the engine “wasm”, which has',
  })
})
