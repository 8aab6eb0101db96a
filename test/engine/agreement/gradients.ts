import type { Outcome } from './engineUnderTest.ts'

/** The first step's losses and gradients by name, from a run of one step of the kind that cases.ts describes. */
export function firstStep({ series, checkpoints }: Outcome): Record<string, Float32Array> {
  const losses = Object.entries(series)
    .filter(([name]) => /^(loss|error)\./.test(name))
    .map(([name, points]): [string, Float32Array] => {
      const [, value] = points.find(([step]) => step === 1)!
      return [name, Float32Array.of(value)]
    })
  const { step, tensors } = checkpoints.at(-1)!
  if (step !== 1) throw new Error(`the last checkpoint is of step ${step}`)
  const gradients = tensors.filter(({ name }) => name.startsWith('optimizer.') && name.endsWith('.m'))
  return Object.fromEntries([...losses, ...gradients.map(({ name, values }): [string, Float32Array] => [name, values])])
}

const norm = (values: Iterable<number>) => Math.sqrt([...values].reduce((sum, value) => sum + value ** 2, 0))

/** For each tensor ‖a − b‖₂ over the most that may be, 1e-5 · max(‖b‖₂, 1e-3 · the largest tensor's norm). */
export function disagreement(a: Record<string, Float32Array>, b: Record<string, Float32Array>): Record<string, number> {
  const largest = Math.max(...Object.values(b).map(norm))
  return Object.fromEntries(
    Object.entries(b).map(([name, expected]) => {
      const found = a[name]
      if (found?.length !== expected.length) throw new Error(`“${name}” has ${found?.length ?? 'no'} numbers`)
      const difference = norm(expected.map((value, index) => found[index]! - value))
      return [name, difference / (1e-5 * Math.max(norm(expected), 1e-3 * largest))]
    }),
  )
}
