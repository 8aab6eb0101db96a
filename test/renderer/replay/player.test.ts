import { effectScope, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { framesDue, usePlayer, type Player } from '../../../src/renderer/replay/player.ts'

let scope: EffectScope
let now = 0
let tick: ((time: number) => void) | undefined

/** One screen refresh, `milliseconds` after the one before. */
function refresh(milliseconds: number): void {
  now += milliseconds
  const due = tick
  tick = undefined
  due?.(now)
}

beforeEach(() => {
  scope = effectScope()
  now = 0
  tick = undefined
  vi.stubGlobal('requestAnimationFrame', (callback: (time: number) => void) => {
    tick = callback
    return 1
  })
  vi.stubGlobal('cancelAnimationFrame', () => (tick = undefined))
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function player(
  steps: () => number[],
  over: { ready?: (step: number) => boolean; growing?: () => boolean } = {},
): Player {
  return scope.run(() => usePlayer({ steps, ready: () => true, growing: () => false, ...over }))!
}

describe('usePlayer', () => {
  it('follows the newest frame until one goes elsewhere', () => {
    const steps = shallowRef([0, 10])
    const one = player(() => steps.value, { growing: () => true })
    expect(one.at.value).toBe(10)
    steps.value = [0, 10, 20]
    expect(one.at.value).toBe(20)
    one.seek(4)
    expect(one.at.value).toBe(0)
    steps.value = [0, 10, 20, 30]
    expect(one.at.value).toBe(0)
    one.follow()
    expect(one.at.value).toBe(30)
  })

  it('moves by stored frames and stays within them', () => {
    const one = player(() => [0, 5, 50, 500])
    one.move(-1)
    expect(one.at.value).toBe(50)
    one.move(-10)
    expect(one.at.value).toBe(0)
    one.last()
    expect(one.at.value).toBe(500)
    one.seek(30)
    expect(one.at.value).toBe(50)
  })

  it('plays from the start when at the end, and stops there', () => {
    const one = player(() => [0, 1, 2])
    one.toggle()
    expect(one.at.value).toBe(0)
    refresh(100)
    expect(one.at.value).toBe(1)
    refresh(100)
    refresh(100)
    expect(one.at.value).toBe(2)
    expect(one.playing.value).toBe(false)
    expect(one.live.value).toBe(false)
  })

  it('begins again at the end when looping', () => {
    const one = player(() => [0, 1, 2])
    one.toggleLoop()
    one.toggle()
    for (let i = 0; i < 3; i++) refresh(84)
    expect(one.at.value).toBe(0)
    expect(one.playing.value).toBe(true)
  })

  it('goes over to following a run that still trains', () => {
    const one = player(() => [0, 1], { growing: () => true })
    one.toggle()
    for (let i = 0; i < 4; i++) refresh(100)
    expect([one.playing.value, one.live.value]).toEqual([false, true])
  })

  it('waits for a picture that is not here, without running after it', () => {
    let here = false
    const one = player(() => [0, 1, 2, 3, 4, 5, 6, 7], { ready: () => here })
    one.toggle()
    for (let i = 0; i < 10; i++) refresh(1000)
    expect(one.at.value).toBe(0)
    here = true
    refresh(16)
    expect(one.at.value).toBe(1)
  })

  it('has no more than a stored run to show', () => {
    const one = player(() => [])
    one.toggle()
    expect([one.at.value, one.playing.value]).toEqual([0, false])
  })
})

describe('framesDue', () => {
  it('plays 12 frames a second at speed 1, and a long list within 25 seconds', () => {
    expect(framesDue(1, 240, 1)).toBe(12)
    expect(framesDue(1, 240, 4)).toBe(48)
    expect(framesDue(25, 1400, 1)).toBe(1400)
  })
})
