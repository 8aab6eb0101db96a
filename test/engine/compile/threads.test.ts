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
): Promise<{ threads: number; spinning: boolean; tried: number; known: boolean }> {
  const build = new GraphBuilder()
  const x = build.input('x', [4])
  const model = writeModel(plainModel({ inputs: [x], outputs: [unary(build, 'Tanh', x)] }, 'float32'))
  let tried = 0
  const time = () => Promise.resolve(times[tried++]!)
  const { session, options, known } = await openFastest(model, time, before)
  await session.release()
  return { threads: options.threads, spinning: options.spinning ?? false, tried, known }
}

test.each([
  ['a small step is not tried on more than one thread', [0.9], { threads: 1, spinning: false }],
  ['two threads that save next to nothing are not taken', [10, 9.5], { threads: 1, spinning: false }],
  ['more threads for as long as they pay', [10, 6, 5.9, 5.8], { threads: 2, spinning: false }],
  ['as many as there are cores', [10, 6, 3, 2.9], { threads: 4, spinning: false }],
  ['busy waiting is not tried for a long step', [100, 60, 50], { threads: 4, spinning: false }],
  ['busy waiting where it pays', [10, 6, 5.9, 4], { threads: 2, spinning: true }],
] as const)('%s', async (_name, times, expected) => {
  expect(await chosen([...times])).toEqual({ ...expected, tried: times.length, known: false })
})

test.each([
  ['as long as then', [3.1], { threads: 2, spinning: true, known: true }],
  ['twice as long: the machine is busy', [7, 10, 9.5], { threads: 1, spinning: false, known: false }],
  ['half as long: it was busy then', [1.4, 0.9], { threads: 1, spinning: false, known: false }],
] as const)('a choice made before stands while a step takes as long as then: %s', async (_name, times, expected) => {
  const before = { threads: 2, spinning: true, milliseconds: 3 }
  expect(await chosen([...times], before)).toEqual({ ...expected, tried: times.length })
})
