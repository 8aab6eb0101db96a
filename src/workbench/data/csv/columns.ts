import type { ColumnFacts } from '../../../contract/dataSet.ts'

/** Gathers what is known of a column while its numbers go by (Welford 1962: nothing cancels). */
export class ColumnTally {
  #count = 0
  #mean = 0
  #squares = 0
  #low = Infinity
  #high = -Infinity
  #counts: boolean

  /** `named`: whether the column has a name of its own. */
  constructor(named: boolean) {
    this.#counts = !named
  }

  /** `row` counts from 0. */
  add(value: number, row: number): void {
    this.#count++
    const before = value - this.#mean
    this.#mean += before / this.#count
    this.#squares += before * (value - this.#mean)
    if (value < this.#low) this.#low = value
    if (value > this.#high) this.#high = value
    if (value !== row) this.#counts = false
  }

  facts(name: string): ColumnFacts {
    const sd = this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count)
    return { name, mean: this.#mean, sd, low: this.#low, high: this.#high, counts: this.#counts }
  }
}
