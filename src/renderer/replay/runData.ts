import {
  computed,
  effectScope,
  onScopeDispose,
  ref,
  shallowRef,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { SeriesView } from '../../contract/api.ts'
import type { SeriesChunk } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { Scene } from '../../contract/picture.ts'
import type { RunDetail, RunSummary } from '../../contract/run.ts'
import { runs } from '../runs.ts'
import { call, errorText, on, onReconnect } from '../workbench.ts'
import { createFrameCache, type FrameCache } from './frameCache.ts'
import { appendChunk } from './liveSeries.ts'
import { indexAtOrBefore } from './search.ts'

/** Everything stored of one run, kept current by events while its scope lives. */
export interface RunData {
  id: string
  state: Readonly<Ref<'loading' | 'ready' | 'missing' | 'problem'>>
  /** What could not be read, and why; '' otherwise. */
  problem: Readonly<Ref<string>>
  summary: ComputedRef<RunSummary | null>
  scene: Readonly<ShallowRef<Scene | null>>
  /** Steps of the stored frames, increasing. */
  frames: Readonly<ShallowRef<readonly number[]>>
  checkpoints: Readonly<ShallowRef<RunDetail['checkpoints']>>
  series: Readonly<ShallowRef<ReadonlyMap<string, SeriesView>>>
  cache: FrameCache
  /** Reads everything again. */
  reload(): Promise<void>
  /** Stops following the run. */
  close(): void
}

/** Charts are a few hundred pixels wide. */
const maxPoints = 600

/** Reads a run and follows it until `close`, or until the current effect scope ends. */
export function openRun(id: string): RunData {
  const scope = effectScope(true)
  const data = scope.run(() => follow(id, () => scope.stop()))!
  return data
}

function follow(id: string, close: () => void): RunData {
  const state = ref<'loading' | 'ready' | 'missing' | 'problem'>('loading')
  const problem = ref('')
  const read = shallowRef<RunSummary | null>(null)
  const scene = shallowRef<Scene | null>(null)
  const frames = shallowRef<readonly number[]>([])
  const checkpoints = shallowRef<RunDetail['checkpoints']>([])
  const series = shallowRef<ReadonlyMap<string, SeriesView>>(new Map())
  const cache = createFrameCache((step) => call('runs.frame', { id, step }))
  // Changes told while everything is being read wait until it has come, so that none is lost or overwritten.
  let waiting: (() => void)[] | null = []
  let latestLoad = 0
  // The last step of each series that is in it; buckets carry their first step only.
  const known = new Map<string, number>()

  const apply = (change: () => void) => (waiting ? void waiting.push(change) : change())

  function addPoints(chunks: readonly SeriesChunk[]): void {
    const next = new Map(series.value)
    for (const chunk of chunks) {
      const last = known.get(chunk.name) ?? -1
      next.set(chunk.name, appendChunk(next.get(chunk.name), chunk, last))
      known.set(chunk.name, Math.max(last, chunk.steps.at(-1) ?? -1))
    }
    series.value = next
  }

  function addFrame(step: number): void {
    if (step > (frames.value.at(-1) ?? -1)) frames.value = [...frames.value, step]
  }

  async function reload(): Promise<void> {
    const load = ++latestLoad
    waiting ??= []
    try {
      const [detail, views] = await Promise.all([call('runs.get', { id }), call('runs.series', { id, maxPoints })])
      if (load !== latestLoad) return
      read.value = detail.summary
      scene.value = detail.scene
      frames.value = [...detail.frames]
      checkpoints.value = detail.checkpoints
      series.value = new Map(views.map((view) => [view.name, view]))
      known.clear()
      for (const view of views) known.set(view.name, Math.max(detail.summary.step, view.steps.at(-1) ?? -1))
      state.value = 'ready'
      problem.value = ''
    } catch (error) {
      if (load !== latestLoad) return
      state.value = error instanceof WorkbenchError && error.code === 'not-found' ? 'missing' : 'problem'
      problem.value = errorText(error)
    }
    const changes = waiting
    waiting = null
    if (state.value === 'ready') for (const change of changes) change()
  }

  /** Older checkpoints give way to a new one, which only the store knows. */
  async function readCheckpoints(): Promise<void> {
    try {
      checkpoints.value = (await call('runs.get', { id })).checkpoints
    } catch (error) {
      problem.value = errorText(error)
    }
  }

  on('run.metrics', (event) => {
    if (event.id === id) apply(() => addPoints(event.chunks))
  })
  on('run.frame', (event) => {
    if (event.id !== id) return
    apply(() => {
      cache.put(event.frame)
      addFrame(event.frame.step)
    })
  })
  on('run.scene', (event) => {
    if (event.id === id) apply(() => (scene.value = event.scene))
  })
  on('run.checkpoint', (event) => {
    if (event.id === id) apply(() => void readCheckpoints())
  })
  on('run.rewound', (event) => {
    if (event.id !== id) return
    cache.dropAfter(event.step)
    frames.value = frames.value.slice(0, indexAtOrBefore(frames.value, event.step) + 1)
    // What waited was of the part that was dropped, or comes again with the reading.
    waiting = null
    void reload()
  })
  on('run.removed', (event) => {
    if (event.id === id) state.value = 'missing'
  })
  onReconnect(() => void reload())
  void reload()

  return {
    id,
    state,
    problem,
    summary: computed(() => runs.get(id) ?? read.value),
    scene,
    frames,
    checkpoints,
    series,
    cache,
    reload,
    close,
  }
}

/** `openRun` for one run that a component shows for all its life. */
export function useRun(id: string): RunData {
  const data = openRun(id)
  onScopeDispose(data.close)
  return data
}
