import type { WorkbenchEvents } from '../../contract/api.ts'
import type { LessonFigure } from '../../contract/lesson.ts'

/** Least milliseconds between two messages. */
const tellEvery = 100

/** Gathers what a lesson says and passes it on now and then; a figure takes the place of the one with its id. */
export class Telling {
  readonly #tell: (news: Omit<WorkbenchEvents['lesson.told'], 'id'>) => void
  readonly #figures = new Map<string, LessonFigure>()
  #progress = { done: 0, doing: 'starting' }
  #timer: NodeJS.Timeout | undefined
  #toldAt = -Infinity

  constructor(tell: (news: Omit<WorkbenchEvents['lesson.told'], 'id'>) => void) {
    this.#tell = tell
  }

  progress(done: number, doing: string): void {
    this.#progress = { done, doing }
    this.#soon()
  }

  show(figure: LessonFigure): void {
    this.#figures.set(figure.id, figure)
    this.#soon()
  }

  /** Passes on what is still waiting, at once. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#toldAt = performance.now()
    const figures = [...this.#figures.values()]
    this.#figures.clear()
    this.#tell({ ...this.#progress, figures })
  }

  /** Says nothing more. */
  end(): void {
    clearTimeout(this.#timer)
  }

  #soon(): void {
    const wait = this.#toldAt + tellEvery - performance.now()
    if (wait <= 0) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), wait)
  }
}
