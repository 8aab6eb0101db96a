import type { Contestant, Measured, Way } from '../../../src/workbench/bench/contestant.ts'

export interface Fake {
  name: string
  /** Milliseconds a step; one after the other, the last for ever. */
  steps: number[]
  stepsPerCall?: number
  /** What it says instead of a number, when it is asked for the first step or for measurements. */
  fails?: { at: 'begin' | 'measure'; saying: string }
}

/** Contestants that compute nothing: what was asked of whom, in order, goes into `log`. */
export function fakeContestants(fakes: readonly Fake[], log: string[]): Contestant[] {
  return fakes.map(({ name, steps, stepsPerCall = 1, fails }) => ({
    name,
    threads: 1,
    takes: () => true,
    open() {
      const times = [...steps]
      const measured = (way: Way): Measured => {
        log.push(`${name} ${way}`)
        if (fails?.at === 'measure') throw new Error(fails.saying)
        const each = times.length > 1 ? times.shift()! : times[0]!
        const count = way === 'many' ? stepsPerCall : 1
        return { steps: count, stepsPerCall: count, took: each * count, drawing: null, residentBytes: 1000 }
      }
      return {
        begin() {
          log.push(`${name} begins`)
          if (fails?.at === 'begin') return Promise.reject(new Error(fails.saying))
          return Promise.resolve({
            version: '1',
            threads: 1,
            firstStepSeconds: 2,
            preparing: null,
            compiling: null,
            again: null,
          })
        },
        measure: (way) => new Promise((resolve) => resolve(measured(way))),
        end: () => log.push(`${name} ends`),
      }
    },
  }))
}
