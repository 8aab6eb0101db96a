import type { OptimizerRecipe } from '../../contract/recipe/schema.ts'
import type { Optimizer } from '../optimizers/index.ts'
import type { Clock, ProgramInput } from '../program.ts'

/** Counts the updates of one network's optimiser, or without a role of the one there is. */
export function optimizerClock(role: string | null, label: string, { kind }: OptimizerRecipe): Clock {
  return { name: role === null ? 'optimizer' : `optimizer.${role}`, of: kind, label }
}

/** The numbers an optimiser reads at each update; `update(step)` is the update's own number, from 1. */
export function rateInputs(
  name: string,
  optimizer: Optimizer,
  clock: Clock,
  update: (step: number) => number,
): ProgramInput[] {
  return optimizer.inputs.map((input, index) => ({
    name: `${name}.${index}`,
    shape: [],
    source: { kind: 'number', at: (step) => input(update(step)), clock },
  }))
}
