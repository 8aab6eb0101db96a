/** How far a paced run may lag and still catch up, in milliseconds; timers are about this coarse under load. */
const slack = 50

/** Spreads steps evenly at a pace, and measures how fast they really come. Never decides what a step computes. */
export class Pacer {
  #nextAt = 0
  #millisecondsAStep = 0
  #marks: { at: number; step: number }[] = []

  /** Milliseconds to wait before the next step at this pace; 0 or less when it is due. */
  wait(pace: number | null): number {
    if (pace === null) return 0
    // After a change to a faster pace, the slower pace's date is too far away.
    this.#nextAt = Math.min(this.#nextAt, performance.now() + 1000 / pace)
    return this.#nextAt - performance.now()
  }

  /** `count` steps have been computed, together, in that many milliseconds. */
  stepsDone(count: number, milliseconds: number, pace: number | null): void {
    const now = performance.now()
    this.#nextAt = pace === null ? now : Math.max(this.#nextAt, now - slack) + (count * 1000) / pace
    this.#millisecondsAStep = milliseconds / count
  }

  /** Steps that take about so many milliseconds, by the last ones; none before the first. */
  stepsIn(milliseconds: number): number {
    return this.#millisecondsAStep > 0 ? milliseconds / this.#millisecondsAStep : 0
  }

  /** Forgets the past: called after a pause. */
  reset(): void {
    this.#nextAt = performance.now()
    this.#marks = []
  }

  /** Steps a second over about the last second; call it a few times a second. */
  speed(step: number): number {
    const at = performance.now()
    this.#marks.push({ at, step })
    while (this.#marks.length > 2 && at - this.#marks[1]!.at > 1000) this.#marks.shift()
    const first = this.#marks[0]!
    return at > first.at ? ((step - first.step) * 1000) / (at - first.at) : 0
  }
}
