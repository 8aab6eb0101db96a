import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { EngineCommands, EngineEvents } from '../../src/contract/engine.ts'
import { childPort } from '../../src/contract/ports/child.ts'
import { connectApi } from '../../src/contract/rpc.ts'
import { smallRecipe } from './recipes.ts'

test('the engine trains in a process of its own, quietly, and ends when it is let go', async () => {
  const entry = new URL('../../src/engine/index.ts', import.meta.url)
  const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (text: Buffer) => (printed += text.toString()))
  const client = connectApi<EngineCommands, EngineEvents>(childPort(child))
  const frames: Float32Array[] = []
  client.on('frame', ({ frame }) => frames.push(frame.samples as Float32Array))
  const finished = new Promise((resolve) => client.on('finished', resolve))
  const recipe = smallRecipe()
  const order = { recipe, backend: 'wasm', threads: 2, totalSteps: 30, pace: null, paused: false } as const
  expect(await client.call('start', order)).toEqual({ id: 'wasm', version: '4.22.0', threads: 1 })
  expect(await finished).toEqual({ step: 30 })
  expect(frames.at(-1)).toBeInstanceOf(Float32Array)
  const gone = once(child, 'exit')
  client.close()
  expect(await gone).toEqual([0, null])
  expect(printed).toBe('')
})
