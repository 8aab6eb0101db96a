import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue'
import { indexNearest } from './search.ts'

export const speeds = [0.5, 1, 4] as const
export type Speed = (typeof speeds)[number]

/** Frames a second at speed 1; long lists are played faster, so that a whole run takes at most this many seconds. */
const framesPerSecond = 12
const longestReplay = 25

export interface Player {
  /** The stored step shown; 0 while there are none. */
  at: ComputedRef<number>
  /** Whether it follows the newest frame. */
  live: Readonly<Ref<boolean>>
  playing: Readonly<Ref<boolean>>
  loop: Readonly<Ref<boolean>>
  speed: Readonly<Ref<Speed>>
  /** Shows the stored step nearest to `step`. */
  seek(step: number): void
  /** Moves by `count` stored frames. */
  move(count: number): void
  first(): void
  last(): void
  toggle(): void
  /** Back to the newest frame, and on with it. */
  follow(): void
  toggleLoop(): void
  setSpeed(speed: Speed): void
  slower(): void
  faster(): void
}

export interface PlayerOptions {
  /** Stored steps, increasing. */
  steps: () => ArrayLike<number>
  /** Whether the picture of a step can be shown at once; replay waits where it can't. */
  ready: (step: number) => boolean
  /** Whether more frames are to come: replay that reaches the end then follows the run. */
  growing: () => boolean
}

/** Frames to go on by after `seconds` of replay of `count` frames at `speed`. */
export function framesDue(seconds: number, count: number, speed: Speed): number {
  return seconds * speed * Math.max(framesPerSecond, count / longestReplay)
}

/** The playhead of a stored run: it shows what is stored and never touches the training. */
export function usePlayer({ steps, ready, growing }: PlayerOptions): Player {
  const cursor = ref(0)
  const live = ref(true)
  const playing = ref(false)
  const loop = ref(false)
  const speed = ref<Speed>(1)
  const end = () => Math.max(0, steps().length - 1)
  const index = computed(() => (live.value ? end() : Math.max(0, indexNearest(steps(), cursor.value))))
  const at = computed(() => steps()[index.value] ?? 0)
  let handle = 0
  let before = 0
  let due = 0

  function show(next: number): void {
    cursor.value = steps()[Math.min(Math.max(next, 0), end())] ?? 0
    // The newest frame of a run that goes on training is where following begins again.
    live.value = false
  }

  function pause(): void {
    playing.value = false
    cancelAnimationFrame(handle)
  }

  function tick(now: number): void {
    handle = requestAnimationFrame(tick)
    due = Math.min(due + framesDue((now - before) / 1000, steps().length, speed.value), 8)
    before = now
    while (due >= 1) {
      const atEnd = index.value >= end()
      if (atEnd && !loop.value) {
        pause()
        if (growing()) live.value = true
        return
      }
      const next = atEnd ? 0 : index.value + 1
      if (!ready(steps()[next] ?? 0)) {
        due = 1
        return
      }
      due -= 1
      show(next)
    }
  }

  function play(): void {
    if (steps().length < 2) return
    if (index.value >= end()) show(0)
    else show(index.value)
    playing.value = true
    due = 0
    before = performance.now()
    cancelAnimationFrame(handle)
    handle = requestAnimationFrame(tick)
  }

  function jump(next: number): void {
    pause()
    show(next)
  }

  function change(by: number): void {
    speed.value = speeds[Math.min(Math.max(speeds.indexOf(speed.value) + by, 0), speeds.length - 1)]!
  }

  onScopeDispose(pause)
  return {
    at,
    live,
    playing,
    loop,
    speed,
    seek: (step) => jump(indexNearest(steps(), step)),
    move: (count) => jump(index.value + count),
    first: () => jump(0),
    last: () => jump(end()),
    toggle: () => (playing.value ? pause() : play()),
    follow() {
      pause()
      live.value = true
    },
    toggleLoop: () => (loop.value = !loop.value),
    setSpeed: (next) => (speed.value = next),
    slower: () => change(-1),
    faster: () => change(1),
  }
}
