import { expect, test, vi } from 'vitest'
import { GraphBuilder } from '../../../src/engine/compile/ir.ts'
import { writeModel } from '../../../src/engine/compile/onnx/model.ts'
import { plainModel } from '../../../src/engine/compile/onnxGraph.ts'
import { unary } from '../../../src/engine/compile/operations.ts'
import type { ThreadChoice } from '../../../src/contract/compiled.ts'
import { openFastest } from '../../../src/engine/compile/threads.ts'

vi.mock('node:os', async (original) => ({ ...(await original<object>()), availableParallelism: () => 4 }))

/** Times in the order in which they are asked for, and how often they were. */
async function chosen(
  times: number[],
  before: ThreadChoice | null = null,
): Promise<{ threads: number; tried: number; known: boolean }> {
  const build = new GraphBuilder()
  const x = build.input('x', [4])
  const model = writeModel(plainModel({ inputs: [x], outputs: [unary(build, 'Tanh', x)] }, 'float32'))
  let tried = 0
  const time = () => Promise.resolve(times[tried++]!)
  const { session, options, known } = await openFastest(model, time, before)
  await session.release()
  return { threads: options.threads, tried, known }
}

test.each([
  ['a small step is not tried on more than one thread', [0.9], { threads: 1 }],
  ['two threads that save next to nothing of a short step are not taken', [1.9, 1.8], { threads: 1 }],
  ['nor ones that cost some of a long one', [10, 11.5], { threads: 1 }],
  ['two threads that make no difference to a long step are taken', [10, 10.5, 10.4], { threads: 2 }],
  ['more threads for as long as they pay', [10, 6, 5.9], { threads: 2 }],
  ['as many as there are cores', [10, 6, 3], { threads: 4 }],
] as const)('%s', async (_name, times, expected) => {
  expect(await chosen([...times])).toEqual({ ...expected, tried: times.length, known: false })
})

test.each([
  ['as long as then', [3.1], { threads: 2, known: true }],
  ['twice as long: the machine is busy', [7, 10, 12], { threads: 1, known: false }],
  ['half as long: it was busy then', [1.4, 0.9], { threads: 1, known: false }],
] as const)('a choice made before stands while a step takes as long as then: %s', async (_name, times, expected) => {
  const before = { threads: 2, milliseconds: 3 }
  expect(await chosen([...times], before)).toEqual({ ...expected, tried: times.length })
})
