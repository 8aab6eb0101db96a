import { computed, effectScope, shallowReactive } from 'vue'
import {
  type KnobValue,
  type LessonFigure,
  type LessonId,
  type LessonResult,
  type LessonText,
} from '../../../contract/lesson.ts'
import { call, errorText, on } from '../../workbench.ts'
import { withFigures } from './figures.ts'

/** Where a lesson stands in this window; it stays as it is while other rooms are shown. */
export interface LessonRun {
  /** The answer chosen before running: its index. */
  answer: number | null
  knobs: Record<string, KnobValue>
  quick: boolean
  state: 'idle' | 'running' | 'done' | 'stopped' | 'problem'
  /** How the workbench calls the one that runs. */
  id: string
  /** 0 … 1, and what it does. */
  done: number
  doing: string
  startedAt: number
  figures: readonly LessonFigure[]
  result: LessonResult | null
  problem: string | null
}

const lessonRuns = shallowReactive(new Map<LessonId, LessonRun>())
/** Listens for as long as the page lives, whichever room asked first. */
const pageScope = effectScope(true)

export const defaultKnobs = ({ knobs }: LessonText): Record<string, KnobValue> =>
  Object.fromEntries(knobs.map((knob) => [knob.id, knob.default]))

/** Lessons that run in this window. */
export const runningLessons = computed(() =>
  [...lessonRuns].flatMap(([id, { state, done }]) => (state === 'running' ? [{ id, done }] : [])),
)

export const lessonOutcome = (id: LessonId): LessonRun | undefined => lessonRuns.get(id)

/** The state of a lesson, made at the first look. */
export function lessonRun(text: LessonText): LessonRun {
  const known = lessonRuns.get(text.id)
  if (known) return known
  const made = shallowReactive<LessonRun>({
    answer: null,
    knobs: defaultKnobs(text),
    quick: true,
    state: 'idle',
    id: '',
    done: 0,
    doing: '',
    startedAt: 0,
    figures: [],
    result: null,
    problem: null,
  })
  lessonRuns.set(text.id, made)
  return made
}

/** Runs a lesson with the settings chosen; resolves when it has ended, however it did. */
export async function startLesson(lesson: LessonId, run: LessonRun): Promise<void> {
  if (run.state === 'running') return
  const id = crypto.randomUUID()
  Object.assign(run, { id, state: 'running', done: 0, doing: 'starting', startedAt: Date.now() })
  Object.assign(run, { figures: [], result: null, problem: null })
  const stopListening = pageScope.run(() =>
    on('lesson.told', (news) => {
      if (news.id !== id) return
      run.done = news.done
      run.doing = news.doing
      if (news.figures.length > 0) run.figures = withFigures(run.figures, news.figures)
    }),
  )
  // Stopped meanwhile, and perhaps begun again: then what this one came to is nobody's any more.
  const isOver = () => run.id !== id || run.state === 'stopped'
  try {
    const result = await call('lessons.run', { id, lesson, knobs: { ...run.knobs }, quick: run.quick })
    if (!isOver()) Object.assign(run, { state: 'done', result })
  } catch (error) {
    if (!isOver()) Object.assign(run, { state: 'problem', problem: errorText(error) })
  } finally {
    stopListening?.()
  }
}

/** Ends a lesson that runs; its figures stay as they are. */
export async function stopLesson(run: LessonRun): Promise<void> {
  if (run.state !== 'running') return
  run.state = 'stopped'
  try {
    await call('lessons.stop', { id: run.id })
  } catch (error) {
    run.problem = errorText(error)
  }
}
