import type { Optimizer } from '../optimizers/index.ts'
import type { ProgramInput } from '../program.ts'

/** The numbers an optimiser reads at each update; `update(step)` is the update's own number, from 1. */
export function rateInputs(name: string, optimizer: Optimizer, update: (step: number) => number): ProgramInput[] {
  return optimizer.inputs.map((input, index) => ({
    name: `${name}.${index}`,
    shape: [],
    source: { kind: 'number', at: (step) => input(update(step)) },
  }))
}
