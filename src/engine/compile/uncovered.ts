/** A program needs an operation that the compiled engine has no entry for. */
export class UncoveredError extends Error {
  readonly operation: string
  /** The tfjs kernel that it stands for; null where it came about otherwise. */
  readonly kernel: string | null
  /** The part of the recipe that asks for it, in words; null where it is none in particular. */
  readonly part: string | null

  constructor(operation: string, { kernel, part }: { kernel: string | null; part: string | null }) {
    super(`the compiled engine can’t run ${operation}`)
    this.operation = operation
    this.kernel = kernel
    this.part = part
  }
}
