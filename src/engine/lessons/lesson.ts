import type { BackendId, ImageBytes, NamedTensor } from '../../contract/engine.ts'
import type { KnobValues, LessonFigure, LessonOutcome } from '../../contract/lesson.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { Training, type TrainingOptions } from '../training.ts'

/** Files that lessons on digits read; the engine touches no disk. */
export interface LessonData {
  training: ImageBytes
  test: ImageBytes
  /** Tensors of the small classifier of digits. */
  classifier: NamedTensor[]
}

export interface LessonHost {
  backend: BackendId
  threads: number
  quick: boolean
  data?: LessonData | undefined
  /** Called with the share that is done, 0 … 1, and what is being done. */
  progress(done: number, doing: string): void
  show(figure: LessonFigure): void
}

/** What a lesson works with: training on the lesson's engine, and a way to tell how far it is. */
export class LessonTools {
  readonly quick: boolean
  readonly #host: LessonHost
  #trainings: Training[] = []
  #turnAt = performance.now()

  constructor(host: LessonHost) {
    this.quick = host.quick
    this.#host = host
  }

  /** Begins a run on the lesson's engine; it is freed with the lesson. */
  async start(recipe: Recipe, options: Omit<TrainingOptions, 'backend' | 'threads'> = {}): Promise<Training> {
    const { backend, threads, data } = this.#host
    const bytes = recipe.data.kind === 'digits' ? { bytes: data?.training } : {}
    const training = await Training.start(recipe, { backend, threads, ...bytes, ...options } as TrainingOptions)
    this.#trainings.push(training)
    return training
  }

  /** Digits and their classifier; only lessons that name them get them. */
  get data(): LessonData {
    if (!this.#host.data) throw new Error('this lesson was given no digits')
    return this.#host.data
  }

  /** Tells how far the lesson is, and gives the process a turn to send it. */
  async progress(done: number, doing: string): Promise<void> {
    const now = performance.now()
    if (now - this.#turnAt < 40 && done > 0 && done < 1) return
    this.#turnAt = now
    this.#host.progress(done, doing)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }

  show(figure: LessonFigure): void {
    this.#host.show(figure)
  }

  /** Frees every run that was begun. */
  dispose(): void {
    for (const training of this.#trainings.splice(0)) training.dispose()
  }
}

export interface Lesson {
  /** Whether it reads MNIST and the classifier. */
  readonly digits: boolean
  run(knobs: KnobValues, tools: LessonTools): Promise<LessonOutcome>
}

/** A condition and whether it holds, for the list a lesson ends with. */
export const check = (text: string, holds: boolean) => ({ text, holds })
