import type { Frame } from '../../contract/picture.ts'

/** Frames already here, and those on their way: each is asked for once. */
export interface FrameCache {
  get(step: number): Frame | undefined
  /** Whether there is nothing to wait for: the frame is here, or reading it went wrong. */
  settled(step: number): boolean
  /** The frame of exactly this stored step; a rejected load may be tried again. */
  load(step: number): Promise<Frame>
  put(frame: Frame): void
  /** Forgets frames after `step`: the run went on from an earlier checkpoint. */
  dropAfter(step: number): void
}

/** Keeps the `limit` frames used last. */
export function createFrameCache(read: (step: number) => Promise<Frame>, limit = 300): FrameCache {
  const kept = new Map<number, Frame>()
  const coming = new Map<number, Promise<Frame>>()
  const missed = new Set<number>()
  // Frames asked for before a rewind may come after it, and are not those of the run any more.
  let era = 0

  function put(frame: Frame): void {
    kept.delete(frame.step)
    kept.set(frame.step, frame)
    const oldest = kept.size > limit ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
  }

  return {
    put,
    get(step) {
      const frame = kept.get(step)
      if (frame) put(frame)
      return frame
    },
    settled: (step) => kept.has(step) || missed.has(step),
    load(step) {
      const here = kept.get(step)
      if (here) return Promise.resolve(here)
      const known = coming.get(step)
      if (known) return known
      const asked = era
      missed.delete(step)
      const loading = read(step).then(
        (frame) => {
          if (coming.get(step) === loading) coming.delete(step)
          if (asked === era) put(frame)
          return frame
        },
        (error: unknown) => {
          if (coming.get(step) === loading) coming.delete(step)
          if (asked === era) missed.add(step)
          throw error
        },
      )
      coming.set(step, loading)
      return loading
    },
    dropAfter(step) {
      era += 1
      coming.clear()
      missed.clear()
      for (const one of [...kept.keys()]) if (one > step) kept.delete(one)
    },
  }
}
