/** Median, least and greatest of several measurements. */
export interface Spread {
  median: number
  least: number
  greatest: number
  count: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, least: sorted[0]!, greatest: sorted.at(-1)!, count: sorted.length }
}

export interface Timed {
  stepsPerCall: number
  /** Milliseconds a step. */
  step: Spread
  /** Share of it in which batches and noise were drawn; null where that is not told. */
  drawing: number | null
}

/** One contestant on one case. */
export interface Entry {
  case: string
  name: string
  /** Null where it never came to choose. */
  threads: number | null
  /** Whether they were its own choice, and not asked for. */
  chosen: boolean
  version: string | null
  firstStepSeconds: number | null
  /** Milliseconds for loading, compiling and making data, of the first step’s seconds. */
  preparing: number | null
  /** Milliseconds of compiling, of these; null where nothing is compiled. */
  compiling: number | null
  /** The first step of a process that is given what another compiled; null where nothing is. */
  again: { firstStepSeconds: number; compiling: number } | null
  residentBytes: number | null
  /** One step a call, each waited for; null where it was not measured. */
  one: Timed | null
  /** As many steps a call as is usual; null also where that is one. */
  many: Timed | null
  /** Why something is missing. */
  problem: string | null
}

/** Two runs of one case at the same time, each on one thread. */
export interface Pair {
  case: string
  name: string
  /** Steps a second of both together. */
  stepsPerSecond: Spread | null
  problem: string | null
}

export interface Machine {
  processor: string
  cores: number
  memoryBytes: number
  system: string
  node: string
  /** Processes that wanted to compute, on average over a minute, before and after. */
  load: { before: number; after: number }
}

/** All that one benchmark found. */
export interface Report {
  version: 1
  /** When it began, ISO 8601. */
  date: string
  machine: Machine
  rounds: number
  seconds: number
  entries: Entry[]
  pairs: Pair[]
}
