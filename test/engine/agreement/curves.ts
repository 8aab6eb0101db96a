import type { Outcome } from './engineUnderTest.ts'

/** Largest difference of two curves, relative where they are above 1. */
const tolerance = 1e-3

/** Curves that a run's arithmetic decides number by number; shares jump where one judgement changes its sign. */
const isCurve = (name: string) => /^(loss\.|error\.|penalty\.|value$)/.test(name)

/** For each step, the largest difference of two runs' curves as a share of what may be. */
export function curveDifferences(one: Outcome, other: Outcome): Map<number, number> {
  const found = new Map<number, number>()
  for (const name of Object.keys(other.series).filter(isCurve)) {
    for (const [index, [step, value]] of other.series[name]!.entries()) {
      const [ownStep, own] = one.series[name]?.[index] ?? [NaN, NaN]
      const times = ownStep === step ? Math.abs(own - value) / (tolerance * Math.max(1, Math.abs(value))) : NaN
      const before = found.get(step) ?? 0
      found.set(step, times <= before ? before : times)
    }
  }
  return found
}

/** The step at which two curves part. */
export const partsAt = (times: Map<number, number>) => [...times].find(([, one]) => !(one <= 1))?.[0] ?? Infinity
