import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Frame } from '../../contract/picture.ts'
import { errorText } from '../workbench.ts'
import { indexAtOrBefore } from './search.ts'
import type { RunData } from './runData.ts'

const ahead = 16

export interface ShownFrame {
  frame: Readonly<ShallowRef<Frame | null>>
  /** Why the frame could not be read; '' otherwise. */
  problem: Readonly<ShallowRef<string>>
}

/** Asks for the frames that replay will show from `step` on. */
function prefetch(run: RunData, step: number): void {
  const from = indexAtOrBefore(run.frames.value, step)
  for (const next of run.frames.value.slice(Math.max(0, from), from + ahead)) {
    // A frame that doesn't come is reported when it is the one to be shown.
    if (!run.cache.settled(next)) run.cache.load(next).catch(() => undefined)
  }
}

/** Whether replay may go on to `step`; asks for the frames it and the next ones need. */
export function isFrameReady(run: RunData, step: number): boolean {
  prefetch(run, step)
  const stored = run.frames.value[indexAtOrBefore(run.frames.value, step)]
  return stored === undefined || run.cache.settled(stored)
}

/** The stored frame at `step()` or the last before it; the picture before stays until it has come. */
export function useShownFrame(run: RunData, step: () => number): ShownFrame {
  const frame = shallowRef<Frame | null>(null)
  const problem = shallowRef('')
  let wanted: number | undefined

  function show(stored: number | undefined): void {
    wanted = stored
    problem.value = ''
    if (stored === undefined) {
      frame.value = null
      return
    }
    const here = run.cache.get(stored)
    if (here) {
      frame.value = here
      return
    }
    run.cache.load(stored).then(
      (loaded) => {
        if (wanted === stored) frame.value = loaded
      },
      (error: unknown) => {
        if (wanted === stored) problem.value = errorText(error)
      },
    )
  }

  watch(
    () => run.frames.value[indexAtOrBefore(run.frames.value, step())],
    (stored) => show(stored),
    { immediate: true },
  )
  onScopeDispose(() => (wanted = undefined))
  return { frame, problem }
}
