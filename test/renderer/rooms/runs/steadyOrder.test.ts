import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, ref, shallowRef } from 'vue'
import type { RunSummary } from '../../../../src/contract/run.ts'
import { useSteadyOrder } from '../../../../src/renderer/rooms/runs/useSteadyOrder.ts'
import { aRun } from '../../aRun.ts'

const list = (...ids: string[]): readonly RunSummary[] => ids.map((id) => aRun({ id }))

describe('useSteadyOrder', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function table(...ids: string[]) {
    const wanted = shallowRef(list(...ids))
    const held = ref(false)
    const asked = ref(0)
    const gone = new Set<string>()
    return { wanted, held, asked, gone, order: useSteadyOrder(wanted, held, [asked], (id) => !gone.has(id)) }
  }

  it('follows the wanted order while the pointer is elsewhere', async () => {
    const { wanted, order } = table('a', 'b')
    wanted.value = list('c', 'b', 'a')
    await nextTick()
    expect(order.value).toEqual(['c', 'b', 'a'])
  })

  it('keeps still under the pointer, and catches up when it leaves', async () => {
    const { wanted, held, order, gone } = table('a', 'b', 'c')
    held.value = true
    await nextTick()
    gone.add('b')
    wanted.value = list('new', 'c', 'a')
    await nextTick()
    expect(order.value).toEqual(['a', 'c'])
    held.value = false
    await nextTick()
    expect(order.value).toEqual(['new', 'c', 'a'])
  })

  it('moves for a change asked for here, also for effects that arrive a moment later', async () => {
    const { wanted, held, asked, order } = table('a', 'b')
    held.value = true
    asked.value += 1
    await nextTick()
    wanted.value = list('restored', 'a', 'b')
    await nextTick()
    expect(order.value).toEqual(['restored', 'a', 'b'])
    vi.advanceTimersByTime(5000)
    wanted.value = list('late', 'restored', 'a', 'b')
    await nextTick()
    expect(order.value).toEqual(['restored', 'a', 'b'])
  })
})
