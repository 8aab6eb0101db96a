import { tfjsName } from './peerContestant.ts'
import type { Entry, Report } from './report.ts'

/** The compiled engine's best time a step over another's best. */
export interface Ratio {
  case: string
  against: string
  own: number
  other: number
  ratio: number
  /** The same of the least times instead of the medians: where the machine has other work, nearer to what it is without. */
  ofLeast: number
  /** What it should be at most, on a quiet machine with two cores; null where there is no such aim. */
  wanted: number | null
}

const compiled = 'onnx'

interface Other {
  against: string
  fits: (entry: Entry) => boolean
  /** Whether only calls of many steps count. */
  many?: boolean
  wanted: Readonly<Record<string, number>>
}

const partOfTfjs = { seed4: 0.01, ring256: 0.04, ring512: 0.15, mnist128: 0.3, dcgan64: 0.45 }

const others: readonly Other[] = [
  {
    against: 'PyTorch',
    fits: ({ name }) => name.startsWith('PyTorch'),
    wanted: { seed4: 0.2, ring256: 0.5, ring512: 1, mnist128: 1.3, dcgan64: 1.7 },
  },
  {
    against: 'JAX, scan',
    fits: ({ name }) => name === 'JAX',
    many: true,
    wanted: { seed4: 8, ring256: 2, ring512: 1.4, mnist128: 1.4 },
  },
  {
    against: tfjsName,
    fits: ({ name }) => name === tfjsName,
    wanted: partOfTfjs,
  },
  {
    against: 'engine “tensorflow”',
    fits: ({ name }) => name === 'tensorflow',
    wanted: partOfTfjs,
  },
  { against: 'engine “wasm”', fits: ({ name }) => name === 'wasm', wanted: {} },
]

/** Median and least milliseconds a step of the fastest among these, each by itself. */
function best(entries: readonly Entry[], many = false): { median: number; least: number } | null {
  const times = entries.flatMap((entry) => [...(many ? [] : [entry.one]), entry.many]).filter((timed) => timed !== null)
  if (times.length === 0) return null
  const least = (of: 'median' | 'least') => Math.min(...times.map(({ step }) => step[of]))
  return { median: least('median'), least: least('least') }
}

/** The compiled engine against every other that was measured, case by case. */
export function ratiosOf({ entries }: Report): Ratio[] {
  const cases = [...new Set(entries.map((entry) => entry.case))]
  return cases.flatMap((id) => {
    const of = (fits: (entry: Entry) => boolean) => entries.filter((entry) => entry.case === id && fits(entry))
    const own = best(of(({ name }) => name === compiled))
    return others.flatMap(({ against, fits, many, wanted }) => {
      const other = best(of(fits), many)
      if (own === null || other === null) return []
      const ratio = own.median / other.median
      const ofLeast = own.least / other.least
      return [{ case: id, against, own: own.median, other: other.median, ratio, ofLeast, wanted: wanted[id] ?? null }]
    })
  })
}
