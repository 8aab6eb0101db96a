import type { BenchmarkCase } from './cases.ts'

/** How steps are asked for: one at a time, each waited for, or as many a call as is usual. */
export type Way = 'one' | 'many'

/** What a contestant told when its first step was done. */
export interface Begun {
  /** Versions of the libraries that compute. */
  version: string
  /** Threads it really uses, where that is told. */
  threads: number | null
  /** Seconds from making the process to the end of its first step, imports included. */
  firstStepSeconds: number
  /** Milliseconds of these that loading, compiling and making data took, where that is told. */
  preparing: number | null
  /** Milliseconds of these that compiling took; null where nothing is compiled. */
  compiling: number | null
  /** The same where all had been compiled before, in another process; null where nothing is kept. */
  again: { firstStepSeconds: number; compiling: number } | null
}

/** Steps timed together. */
export interface Measured {
  steps: number
  stepsPerCall: number
  /** Milliseconds of all of them, and those in which batches and noise were drawn, where that is told. */
  took: number
  drawing: number | null
  residentBytes: number
}

/** One contestant's process with one case. */
export interface Session {
  begin(): Promise<Begun>
  /** Trains for about so many seconds, one call at least. */
  measure(way: Way, seconds: number): Promise<Measured>
  /** Ends the process at once. What is under way rejects. */
  end(): void
}

/** What computes the cases: an engine of the workbench, or another framework. */
export interface Contestant {
  name: string
  /** Null where they are its own choice. */
  threads: number | null
  takes(test: BenchmarkCase): boolean
  open(test: BenchmarkCase): Session
}
