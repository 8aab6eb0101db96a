import { totalmem } from 'node:os'
import { beforeEach, expect, test, vi } from 'vitest'
import { checkMemory } from '../../src/engine/memory.ts'
import { Training } from '../../src/engine/training.ts'
import { preset, smallRecipe } from './recipes.ts'

vi.mock('node:os', async (original) => {
  const os = await original<{ totalmem: () => number }>()
  return { ...os, totalmem: vi.fn(os.totalmem) }
})

beforeEach(() => vi.mocked(totalmem).mockClear())

test.each(['onnx', 'wasm'] as const)(
  'networks larger than the memory are refused before step 0: %s',
  async (backend) => {
    // 2 × 1,005,002 weights, each with two numbers of Adam's, three times over: 72 MB.
    const layers = [{ dense: 1000, activation: 'relu' }, { dense: 1000 }]
    const recipe = smallRecipe({ generator: [...layers, { dense: 2 }], discriminator: [...layers, { dense: 1 }] })
    vi.mocked(totalmem).mockReturnValueOnce(6e7)
    await expect(Training.start(recipe, { backend })).rejects.toMatchObject({
      code: 'bad-input',
      message:
        'this recipe’s networks, with what their optimisers keep, take at least 72 MB in training, and there are 60 MB; smaller layers need less, and so does sgd, which keeps nothing',
    })
  },
)

test('what just fits is not refused', () => {
  const state = [{ shape: [1000], parts: [] }]
  const program = { state, inputs: [], metrics: [], step: () => ({ state: [], metrics: {} }), functions: {} }
  expect(() => checkMemory(program, 12_000)).not.toThrow()
  expect(() => checkMemory(program, 11_999)).toThrow('smaller layers need less')
})

test('a step of D unrolled a hundred times over a convolution is refused before step 0, with what to lower', async () => {
  const { schedule } = preset('dcgan')
  const recipe = preset('dcgan', { schedule: { ...schedule, batch: 8, discriminatorSteps: 100 } })
  await expect(Training.start(recipe, { backend: 'onnx' })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/lower schedule\.discriminatorSteps .* or take the engine “wasm”/) as string,
  })
})
