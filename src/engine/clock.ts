/** Counts training time, pauses left out. */
export class TrainingClock {
  #seconds: number
  #runningSince: number | null = null

  /** `seconds` were counted before; the clock stands still until `run`. */
  constructor(seconds: number) {
    this.#seconds = seconds
  }

  get seconds(): number {
    return this.#seconds + (this.#runningSince === null ? 0 : (performance.now() - this.#runningSince) / 1000)
  }

  run(): void {
    this.#runningSince ??= performance.now()
  }

  pause(): void {
    this.#seconds = this.seconds
    this.#runningSince = null
  }
}
