import { WorkbenchError } from '../contract/errors.ts'

export interface ControlOptions {
  totalSteps: number
  /** Steps a second at most; null for full speed. */
  pace: number | null
  paused: boolean
}

/** What a person wants of a run, set from outside at any time and read by the loop between two steps. */
export class RunControl {
  totalSteps: number
  pace: number | null
  paused: boolean
  stopping = false
  /** The other side is gone: end without a word. */
  abandoned = false
  #stepsLeft = Infinity
  #checkpoints: { resolve: () => void; reject: (error: Error) => void }[] = []
  #wake: (() => void) | undefined

  constructor({ totalSteps, pace, paused }: ControlOptions) {
    this.totalSteps = totalSteps
    this.pace = pace
    this.paused = paused
  }

  pause(): void {
    this.#change(() => {
      this.paused = true
      this.#stepsLeft = Infinity
    })
  }

  resume(): void {
    this.#change(() => {
      this.paused = false
      this.#stepsLeft = Infinity
    })
  }

  /** Runs `count` steps and pauses. */
  runSteps(count: number): void {
    this.#change(() => {
      this.paused = false
      this.#stepsLeft = count
    })
  }

  stop(): void {
    this.#change(() => (this.stopping = true))
  }

  abandon(): void {
    this.#change(() => (this.abandoned = true))
  }

  extend(totalSteps: number): void {
    this.#change(() => (this.totalSteps = totalSteps))
  }

  setPace(pace: number | null): void {
    this.#change(() => (this.pace = pace))
  }

  /** Resolves when the loop has made a checkpoint known. */
  checkpoint(): Promise<void> {
    return new Promise((resolve, reject) => this.#change(() => this.#checkpoints.push({ resolve, reject })))
  }

  get checkpointAsked(): boolean {
    return this.#checkpoints.length > 0
  }

  checkpointDone(): void {
    for (const { resolve } of this.#checkpoints.splice(0)) resolve()
  }

  /** The loop has ended: nobody will make the checkpoints still asked for. */
  end(): void {
    const error = new WorkbenchError('conflict', 'the run ended before the checkpoint was taken')
    for (const { reject } of this.#checkpoints.splice(0)) reject(error)
  }

  /** Steps until the run pauses by itself. */
  get stepsLeft(): number {
    return this.#stepsLeft
  }

  /** The loop has done that many steps. */
  stepsDone(count: number): void {
    this.#stepsLeft -= count
    if (this.#stepsLeft > 0) return
    this.paused = true
    this.#stepsLeft = Infinity
  }

  /** Waits until something changes, or that many milliseconds. */
  wait(milliseconds = Infinity): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === Infinity ? undefined : setTimeout(() => this.#wake?.(), milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = undefined
        resolve()
      }
    })
  }

  #change(apply: () => void): void {
    apply()
    this.#wake?.()
  }
}
