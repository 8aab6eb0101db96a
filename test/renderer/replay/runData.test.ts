import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { commands, type WorkbenchEvents } from '../../../src/contract/api.ts'
import { WorkbenchError } from '../../../src/contract/errors.ts'
import { memoryPorts } from '../../../src/contract/ports/memory.ts'
import { serveApi, type Served } from '../../../src/contract/rpc.ts'
import type { RunData } from '../../../src/renderer/replay/runData.ts'
import { aRun } from '../aRun.ts'

let served: Served<WorkbenchEvents>
let stored = { steps: [1, 2], frames: [0, 2] }
let data: RunData
let beforeAnswer: () => void

const points = (steps: number[]) => ({
  name: 'value',
  steps: Float64Array.from(steps),
  values: Float64Array.from(steps),
})
const frame = (step: number) => ({ step, samples: new Float32Array(2) })
const settle = async () => {
  for (let i = 0; i < 20; i++) await nextTick()
}
const known = () => [...(data.series.value.get('value')?.steps ?? [])]

let breakOff: () => void

beforeEach(async () => {
  stored = { steps: [1, 2], frames: [0, 2] }
  beforeAnswer = () => {}
  vi.stubGlobal('window', { ganbenchDesktop: {} })
  vi.resetModules()
  const get = ({ id }: { id: string }) => {
    if (id !== 'a') throw new WorkbenchError('not-found', `there is no run “${id}”`)
    const { steps, frames } = stored
    const summary = aRun({ id, step: steps.at(-1) ?? 0 })
    return { summary, scene: null, frames: Float64Array.from(frames), checkpoints: [], series: ['value'] }
  }
  const series = () => {
    const view = { ...points(stored.steps), total: stored.steps.length }
    beforeAnswer()
    return [view]
  }
  const handlers = { 'runs.get': get, 'runs.series': series, 'runs.frame': ({ step }: { step: number }) => frame(step) }
  const connectHere = () => {
    const [here, there] = memoryPorts()
    served = serveApi(commands, there, handlers as never)
    breakOff = () => there.close()
    return Promise.resolve(here)
  }
  vi.doMock('../../../src/renderer/desktopPort.ts', () => ({ desktopPort: connectHere }))
  const { connect } = await import('../../../src/renderer/workbench.ts')
  connect()
})
afterEach(() => {
  data.close()
  vi.unstubAllGlobals()
  vi.doUnmock('../../../src/renderer/desktopPort.ts')
})

async function open(id: string): Promise<void> {
  const { openRun } = await import('../../../src/renderer/replay/runData.ts')
  data = openRun(id)
  await settle()
}

describe('openRun', () => {
  it('reads what is stored', async () => {
    await open('a')
    expect(data.state.value).toBe('ready')
    expect(known()).toEqual([1, 2])
    expect(data.frames.value).toEqual([0, 2])
  })

  it('adds what happens while it is being read, each point once', async () => {
    beforeAnswer = () => {
      served.emit('run.metrics', { id: 'a', chunks: [points([2, 3])] })
      served.emit('run.frame', { id: 'a', frame: frame(3) })
      served.emit('run.metrics', { id: 'other', chunks: [points([50])] })
    }
    await open('a')
    expect(known()).toEqual([1, 2, 3])
    expect(data.frames.value).toEqual([0, 2, 3])
  })

  it('follows the run, then forgets what a rewind dropped', async () => {
    await open('a')
    served.emit('run.metrics', { id: 'a', chunks: [points([3, 4])] })
    served.emit('run.frame', { id: 'a', frame: frame(4) })
    await settle()
    expect(known()).toEqual([1, 2, 3, 4])
    expect(data.cache.get(4)?.step).toBe(4)
    served.emit('run.rewound', { id: 'a', step: 2 })
    await settle()
    expect(known()).toEqual([1, 2])
    expect(data.frames.value).toEqual([0, 2])
    expect(data.cache.get(4)).toBeUndefined()
    served.emit('run.metrics', { id: 'a', chunks: [points([3])] })
    await settle()
    expect(known()).toEqual([1, 2, 3])
  })

  it('reads again what it missed while the connection was lost', async () => {
    await open('a')
    breakOff()
    stored = { steps: [1, 2, 3, 4], frames: [0, 2, 4] }
    await vi.waitFor(() => expect(known()).toEqual([1, 2, 3, 4]), { timeout: 3000 })
    expect(data.frames.value).toEqual([0, 2, 4])
  })

  it('stops following once closed', async () => {
    await open('a')
    data.close()
    served.emit('run.metrics', { id: 'a', chunks: [points([3])] })
    await settle()
    expect(known()).toEqual([1, 2])
  })

  it('says that a run is not there', async () => {
    await open('nobody')
    expect(data.state.value).toBe('missing')
    expect(data.problem.value).toContain('nobody')
  })
})
