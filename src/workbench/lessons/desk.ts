import { readFile } from 'node:fs/promises'
import type { WorkbenchClient, WorkbenchEvents, WorkbenchHandlers } from '../../contract/api.ts'
import type { BackendId, EngineCommands } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { knobValues, type KnobValues, type LessonResult, type LessonText } from '../../contract/lesson.ts'
import type { ParamsOf } from '../../contract/rpc.ts'
import { decodeSafetensors } from '../../contract/safetensors.ts'
import { readDigits } from '../digits.ts'
import { checkEngine } from '../engineChooser.ts'
import { defaultEngine, type EnginePool } from '../engines.ts'
import { keptRun } from './keptRun.ts'
import { Telling } from './telling.ts'
import { readLessons } from './texts.ts'

interface DeskParts {
  engines: EnginePool
  resources: URL
  /** Another client of this workbench, for lessons about a run that is kept. */
  connect(): WorkbenchClient
  /** Tells the one client the desk belongs to. */
  tell(news: WorkbenchEvents['lesson.told']): void
}

type LessonRequest = Parameters<WorkbenchHandlers['lessons.run']>[0]

interface Lesson {
  text: LessonText
  knobs: KnobValues
  quick: boolean
  backend: BackendId
  telling: Telling
  signal: AbortSignal
}

const trainingImages = 60_000
const testImages = 10_000
/** A lesson's numbers are to be the same on every computer, whatever its cores. */
const threads = 1

/** MNIST and the classifier, for the lessons that read them. */
async function readData(resources: URL): Promise<ParamsOf<EngineCommands['lesson']>['data']> {
  const [training, test, classifier] = await Promise.all([
    readDigits(trainingImages),
    readDigits(testImages, 'test'),
    readFile(new URL('classifier/digits.safetensors', resources)),
  ])
  return { training, test, classifier: decodeSafetensors(classifier).tensors }
}

/** The lessons of one client: they are told to it alone, and end with it. */
export class LessonDesk {
  readonly #parts: DeskParts
  readonly #running = new Map<string, AbortController>()

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  /** Runs a lesson to its end, or until it is stopped. */
  async run(request: LessonRequest): Promise<LessonResult> {
    const { id, lesson } = request
    if (this.#running.has(id)) throw new WorkbenchError('conflict', `a lesson called “${id}” is running already`)
    const abort = new AbortController()
    this.#running.set(id, abort)
    const stopped = new Promise<never>((_, reject) => {
      const stop = () => reject(new WorkbenchError('conflict', `lesson ${lesson} was stopped`))
      abort.signal.addEventListener('abort', stop)
    })
    // Before its engine is there nobody waits for this one.
    stopped.catch(() => undefined)
    const telling = new Telling((news) => this.#parts.tell({ id, ...news }))
    try {
      const chosen = await this.#choose(request, telling, abort.signal)
      const work = lesson === 'S10' ? this.#keepRun(chosen) : this.#lendEngine(chosen, stopped)
      const result = await Promise.race([work, stopped])
      telling.flush()
      return result
    } finally {
      telling.end()
      this.#running.delete(id)
    }
  }

  /** Ends a lesson, and its engine with it. */
  stop(id: string): void {
    this.#running.get(id)?.abort()
  }

  /** Ends all that runs for a client that has left. */
  leave(): void {
    for (const abort of this.#running.values()) abort.abort()
  }

  /** The lesson asked for with its knobs, checked. */
  async #choose(request: LessonRequest, telling: Telling, signal: AbortSignal): Promise<Lesson> {
    const { lesson, knobs: given, quick, engine: backend = defaultEngine } = request
    const text = (await readLessons(this.#parts.resources)).find((one) => one.id === lesson)
    if (!text) throw new WorkbenchError('not-found', `there is no lesson ${lesson} yet`)
    const knobs = knobValues(text, given)
    if ('problem' in knobs) throw new WorkbenchError('bad-input', String(knobs.problem))
    checkEngine(backend)
    return { text, knobs, quick, backend, telling, signal }
  }

  /** A lesson on an engine of its own, which ends with it or when it is `stopped`. */
  async #lendEngine({ text, knobs, quick, backend, telling }: Lesson, stopped: Promise<never>): Promise<LessonResult> {
    const { engines, resources } = this.#parts
    const data = text.digits ? await readData(resources) : undefined
    return engines.lend(`lesson ${text.id} did not come to its end`, (engine) => {
      engine.on('lessonProgress', ({ done, doing }) => telling.progress(done, doing))
      engine.on('lessonFigure', ({ figure }) => telling.show(figure))
      const request = { lesson: text.id, knobs, quick, backend, threads, ...(data ? { data } : {}) }
      return Promise.race([engine.call('lesson', request), stopped])
    })
  }

  async #keepRun({ text, knobs, quick, backend, telling, signal }: Lesson): Promise<LessonResult> {
    const client = this.#parts.connect()
    const started = performance.now()
    try {
      const outcome = await keptRun({ client, knobs, engine: backend, telling, signal })
      const holds = outcome.checks.every((one) => one.holds)
      const seconds = (performance.now() - started) / 1000
      return { lesson: text.id, knobs: { ...knobs }, quick, holds, seconds, ...outcome }
    } finally {
      client.close()
    }
  }
}
