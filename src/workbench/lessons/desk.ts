import { readFile } from 'node:fs/promises'
import type { WorkbenchEvents, WorkbenchHandlers } from '../../contract/api.ts'
import type { EngineCommands } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { knobValues, type LessonResult } from '../../contract/lesson.ts'
import type { ParamsOf } from '../../contract/rpc.ts'
import { decodeSafetensors } from '../../contract/safetensors.ts'
import { readDigits } from '../digits.ts'
import { checkEngine, defaultEngine, type EnginePool } from '../engines.ts'
import { Telling } from './telling.ts'
import { readLessons } from './texts.ts'

interface DeskParts {
  engines: EnginePool
  resources: URL
  /** Tells the one client the desk belongs to. */
  tell(news: WorkbenchEvents['lesson.told']): void
}

type LessonRequest = Parameters<WorkbenchHandlers['lessons.run']>[0]

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
  readonly #stops = new Map<string, () => void>()

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  /** Runs a lesson on an engine of its own, to its end. */
  async run({
    id,
    lesson,
    knobs: given,
    quick,
    engine: backend = defaultEngine,
  }: LessonRequest): Promise<LessonResult> {
    const { engines, resources, tell } = this.#parts
    const text = (await readLessons(resources)).find((one) => one.id === lesson)
    if (!text) throw new WorkbenchError('not-found', `there is no lesson ${lesson} yet`)
    const knobs = knobValues(text, given)
    if ('problem' in knobs) throw new WorkbenchError('bad-input', String(knobs.problem))
    if (this.#stops.has(id)) throw new WorkbenchError('conflict', `a lesson called “${id}” is running already`)
    checkEngine(backend)
    const stopped = new Promise<never>((_, reject) =>
      this.#stops.set(id, () => reject(new WorkbenchError('conflict', `lesson ${lesson} was stopped`))),
    )
    // Asked to stop before its engine listens, nobody waits for this one yet.
    stopped.catch(() => undefined)
    const telling = new Telling((news) => tell({ id, ...news }))
    try {
      const data = text.digits ? await readData(resources) : undefined
      return await engines.lend(`lesson ${lesson} did not come to its end`, async (engine) => {
        engine.on('lessonProgress', ({ done, doing }) => telling.progress(done, doing))
        engine.on('lessonFigure', ({ figure }) => telling.show(figure))
        const request = { lesson, knobs, quick, backend, threads, ...(data ? { data } : {}) }
        const result = await Promise.race([engine.call('lesson', request), stopped])
        telling.flush()
        return result
      })
    } finally {
      telling.end()
      this.#stops.delete(id)
    }
  }

  /** Ends a lesson, and its engine with it. */
  stop(id: string): void {
    this.#stops.get(id)?.()
  }

  /** Ends all that runs for a client that has left. */
  leave(): void {
    for (const stop of this.#stops.values()) stop()
  }
}
