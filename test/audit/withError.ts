import type { StepAudit } from '../../src/contract/engine.ts'

/** The audit with one tensor 1 % off: of a parameter after the step, its update. */
export function withError({ tensors, ...audit }: StepAudit, name: string): StepAudit {
  const of = (wanted: string) => tensors.find((tensor) => tensor.name === wanted)!
  const trained = name.startsWith('after/') && !name.includes('running')
  const before = trained ? of(name.replace('after/', 'before/')).values : undefined
  const values = of(name).values.map((value, index) => value + 0.01 * (value - (before?.[index] ?? 0)))
  return { ...audit, tensors: tensors.map((tensor) => (tensor.name === name ? { ...tensor, values } : tensor)) }
}
