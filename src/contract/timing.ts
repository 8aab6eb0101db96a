/** How an engine began on a recipe that is to be timed. */
export interface FirstStep {
  /** Of the engine's libraries. */
  version: string
  /** Threads it really uses. */
  threads: number
  /** Milliseconds of compiling a step, and whether it had been compiled before; null where nothing is compiled. */
  compiling: { milliseconds: number; known: boolean } | null
  /** Milliseconds from the command to the first step: loading the engine, compiling, making the data. */
  preparing: number
  /** Milliseconds of the first step itself. */
  firstStep: number
}

/** Steps that were timed together. */
export interface TimedSteps {
  steps: number
  stepsPerCall: number
  /** Milliseconds, and those of them in which batches and noise were drawn. */
  took: number
  drawing: number
  /** The most memory that the process has had resident so far. */
  residentBytes: number
}
