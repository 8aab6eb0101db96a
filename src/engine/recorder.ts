import type { SeriesChunk } from '../contract/engine.ts'

/** Collects values by series between two flushes. */
export class Recorder {
  #series = new Map<string, { steps: number[]; values: number[] }>()

  add(step: number, values: Readonly<Record<string, number>>): void {
    for (const name in values) {
      let series = this.#series.get(name)
      if (!series) this.#series.set(name, (series = { steps: [], values: [] }))
      series.steps.push(step)
      series.values.push(values[name]!)
    }
  }

  /** Everything added since the last flush; empty when there is nothing. */
  flush(): SeriesChunk[] {
    const chunks = [...this.#series].map(([name, { steps, values }]) => ({
      name,
      steps: Float64Array.from(steps),
      values: Float64Array.from(values),
    }))
    this.#series.clear()
    return chunks
  }
}
