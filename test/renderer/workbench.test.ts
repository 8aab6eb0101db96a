import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { commands, type WorkbenchEvents, type WorkbenchHandlers } from '../../src/contract/api.ts'
import type { Port } from '../../src/contract/port.ts'
import { memoryPorts } from '../../src/contract/ports/memory.ts'
import { serveApi, type Served } from '../../src/contract/rpc.ts'
import { aRun } from './aRun.ts'

type Page = Awaited<ReturnType<typeof load>>
const load = () => import('../../src/renderer/workbench.ts')

/** A workbench that knows only its presets. */
const handlers = { 'presets.list': () => [] } as unknown as WorkbenchHandlers

describe('the page’s connection', () => {
  let page: Page
  let served: Served<WorkbenchEvents>
  let breakOff: () => void
  let next: Port

  /** The next attempt to connect reaches a workbench. */
  function offer(): void {
    const [here, there] = memoryPorts()
    served = serveApi<typeof commands, WorkbenchEvents>(commands, there, handlers)
    breakOff = () => there.close()
    next = here
  }
  const settle = () => vi.advanceTimersByTimeAsync(1)

  beforeEach(async () => {
    vi.useFakeTimers()
    vi.stubGlobal('window', { ganbenchDesktop: {} })
    vi.doMock('../../src/renderer/desktopPort.ts', () => ({ desktopPort: () => Promise.resolve(next) }))
    vi.resetModules()
    page = await load()
    offer()
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('answers calls that were made before it opened', async () => {
    const early = page.call('presets.list', {})
    page.connect()
    await expect(early).resolves.toEqual([])
    expect(page.connection.state).toBe('open')
  })

  it('says that it is lost, tries again by itself, and tells who listens for the gap', async () => {
    const gap = vi.fn()
    page.onReconnect(gap)
    page.connect()
    breakOff()
    await settle()
    expect(page.connection.state).toBe('lost')
    expect(page.connection.nextTry).toBeGreaterThan(Date.now())
    expect(gap).not.toHaveBeenCalled()
    const waiting = page.call('presets.list', {})
    offer()
    await vi.advanceTimersByTimeAsync(1000)
    expect(page.connection.state).toBe('open')
    expect(gap).toHaveBeenCalledOnce()
    await expect(waiting).resolves.toEqual([])
  })

  it('goes on telling events after a reconnect, each once', async () => {
    const heard = vi.fn()
    page.on('run.changed', (run) => heard(run.id))
    page.connect()
    served.emit('run.changed', aRun({ id: 'before' }))
    await settle()
    breakOff()
    await settle()
    offer()
    page.connection.retry()
    await settle()
    served.emit('run.changed', aRun({ id: 'after' }))
    await settle()
    expect(heard.mock.calls).toEqual([['before'], ['after']])
  })

  it('stops telling when the listener’s scope ends', async () => {
    const heard = vi.fn()
    const scope = effectScope()
    scope.run(() => page.on('run.removed', heard))
    page.connect()
    scope.stop()
    served.emit('run.removed', { id: 'a' })
    await settle()
    expect(heard).not.toHaveBeenCalled()
  })

  it('rejects calls under way when the connection closes', async () => {
    page.connect()
    breakOff()
    await expect(page.call('presets.list', {})).rejects.toMatchObject({ code: 'unavailable' })
  })
})
