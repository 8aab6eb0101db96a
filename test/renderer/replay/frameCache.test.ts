import { describe, expect, it, vi } from 'vitest'
import { createFrameCache } from '../../../src/renderer/replay/frameCache.ts'

const frameAt = (step: number) => ({ step, samples: new Float32Array(2) })

describe('createFrameCache', () => {
  it('asks for a frame once, however often it is wanted', async () => {
    const read = vi.fn((step: number) => Promise.resolve(frameAt(step)))
    const cache = createFrameCache(read)
    const [first, second] = await Promise.all([cache.load(5), cache.load(5)])
    expect(first).toBe(second)
    expect(await cache.load(5)).toBe(first)
    expect(read).toHaveBeenCalledTimes(1)
    expect(cache.get(5)).toBe(first)
  })

  it('lets go of the frame unused for longest', () => {
    const cache = createFrameCache((step) => Promise.resolve(frameAt(step)), 2)
    cache.put(frameAt(1))
    cache.put(frameAt(2))
    cache.get(1)
    cache.put(frameAt(3))
    expect([1, 2, 3].map((step) => cache.get(step) !== undefined)).toEqual([true, false, true])
  })

  it('does not wait for a frame that could not be read, and reads it again when asked', async () => {
    let broken = true
    const cache = createFrameCache((step) =>
      broken ? Promise.reject(new Error('damaged')) : Promise.resolve(frameAt(step)),
    )
    await expect(cache.load(4)).rejects.toThrow('damaged')
    expect(cache.settled(4)).toBe(true)
    expect(cache.get(4)).toBeUndefined()
    broken = false
    expect((await cache.load(4)).step).toBe(4)
  })

  it('forgets what came after a rewind, and what was on its way', async () => {
    let answer: (frame: ReturnType<typeof frameAt>) => void = () => {}
    const cache = createFrameCache(() => new Promise((resolve) => (answer = resolve)))
    cache.put(frameAt(1))
    cache.put(frameAt(9))
    const late = cache.load(8)
    cache.dropAfter(5)
    answer(frameAt(8))
    await late
    expect([1, 8, 9].map((step) => cache.settled(step))).toEqual([true, false, false])
  })
})
