import type { Moments, WorkbenchClient } from '../../contract/api.ts'
import type { BackendId } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import type { KnobValues, LessonOutcome } from '../../contract/lesson.ts'
import type { Scene } from '../../contract/picture.ts'
import { activeStates, type RunSummary } from '../../contract/run.ts'
import { articleRecipe } from '../../engine/lessons/articleRecipe.ts'
import { check } from '../../engine/lessons/lesson.ts'
import { momentsOf } from '../exports/moments.ts'
import { readTable } from './table.ts'
import type { Telling } from './telling.ts'

const freshPoints = 100
const rateOfD = 0.05
/** The article's mean b and covariance AᵀA. */
const truth: Moments = [1, 2, 1.01, 1.95, 4.25]
const names = ['meanX', 'meanY', 'varianceX', 'covariance', 'varianceY']
/** The points of a CSV are the very ones that were drawn; only the order of additions may differ. */
const rounding = 1e-9

export interface KeptRunLesson {
  /** A client of the workbench's own, so that the run is made, stored and exported as any person's is. */
  client: WorkbenchClient
  knobs: KnobValues
  engine: BackendId
  telling: Telling
  /** Aborted when somebody stops the lesson: the run stops too, and is kept as it is then. */
  signal: AbortSignal
}

/** Trains a run to its end, showing its frames meanwhile. Throws unavailable where it ends otherwise. */
async function train({ client, knobs, engine, telling, signal }: KeptRunLesson): Promise<RunSummary> {
  const { schedule, ...recipe } = articleRecipe(Number(knobs['seed']), rateOfD)
  const steps = Number(knobs['steps'])
  let scene: Scene | null = null
  const { id } = await client.call('runs.create', {
    recipe: { ...recipe, name: 'Lesson S10: the article’s run', schedule: { ...schedule, steps } },
    engine,
  })
  const stop = () => {
    // It may have ended at this very moment, which is as good.
    client.call('runs.control', { id, control: { action: 'stop' } }).catch(() => undefined)
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  client.on('run.scene', (news) => news.id === id && (scene = news.scene))
  client.on('run.frame', ({ id: of, frame }) => {
    if (of !== id || scene === null) return
    telling.show({ kind: 'picture', id: 'points', title: 'Real points and fakes', scene, frame })
  })
  const ended = await new Promise<RunSummary>((resolve, reject) => {
    const look = (run: RunSummary) => {
      if (run.id !== id) return
      telling.progress(run.step / steps, `step ${run.step} of ${steps}`)
      if (!activeStates.includes(run.state)) resolve(run)
    }
    client.on('run.changed', look)
    client.call('runs.get', { id }).then(({ summary }) => look(summary), reject)
  })
  if (ended.state === 'finished') return ended
  throw new WorkbenchError('unavailable', `the lesson’s run ${ended.state}: ${ended.reason ?? 'no reason is known'}`)
}

const alike = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, index) => Math.abs(value - b[index]!) <= rounding)

/**
 * S10: the article's run, trained and kept among the runs. Everything shown at its end is read back: the scene and the
 * last frame from the library, 100 fresh points from the samples that `export` writes. Their moments, computed here
 * from those points, must be the ones that the exported CSV of moments gives.
 */
export async function keptRun(lesson: KeptRunLesson): Promise<LessonOutcome> {
  const { client, telling } = lesson
  const { id, recipe, name } = await train(lesson)
  const exported = async (what: 'samples' | 'moments') =>
    readTable((await client.call('runs.export', { id, request: { what, format: 'csv', count: freshPoints } })).bytes)
  const detail = await client.call('runs.get', { id })
  const samples = await exported('samples')
  const moments = await exported('moments')
  const frame = await client.call('runs.frame', { id, step: detail.summary.step })
  const { scene } = detail
  if (scene?.kind !== 'points') throw new WorkbenchError('internal', 'the article’s run keeps no points')
  const fakes = Float32Array.from(samples.rows.flat(), Number)
  const { step } = detail.summary
  telling.show({ kind: 'picture', id: 'points', title: 'Real points and fakes, as kept', scene, frame })
  telling.show({
    kind: 'picture',
    id: 'fresh',
    title: '1,000 real points and 100 fresh fakes',
    scene,
    frame: { step, samples: fakes },
  })
  const [ofData, ofFakes] = [momentsOf(scene.real as Float32Array), momentsOf(fakes)]
  const written = (of: string) =>
    moments.rows
      .find(([first]) => first === of)
      ?.slice(2)
      .map(Number) ?? []
  const numbered = (prefix: string, values: Moments) =>
    Object.fromEntries(names.map((of, index) => [`${prefix}.${of}`, values[index]!]))
  return {
    numbers: { ...numbered('data', ofData), ...numbered('fakes', ofFakes), points: fakes.length / 2 },
    checks: [
      check(
        'the true moments are the article’s: b = (1, 2), AᵀA = [[1.01, 1.95], [1.95, 4.25]]',
        alike(truth, written('truth')),
      ),
      check(
        'both pictures come from what the run keeps: its 1,000 points and 100 fresh ones of its checkpoint',
        scene.real.length === 2000 && fakes.length === 2 * freshPoints,
      ),
      check(
        'the moments printed, worked out from these points, are those of the exported CSV, data and fakes',
        alike(ofData, written('data')) && alike(ofFakes, written('generated')),
      ),
    ],
    recipes: [{ label: 'The article’s run', recipe: { ...recipe, name } }],
    run: id,
  }
}
