import { describe, expect, test } from 'vitest'
import { countRight } from '../../src/engine/metrics/accuracy.ts'
import { modeCoverage } from '../../src/engine/metrics/modes.ts'

describe('accuracy of D', () => {
  const real = Float32Array.of(2, 0.7, 0.2, -1)
  const fake = Float32Array.of(1, 0.4, -0.5, -3)

  test.each(['minimax', 'nonSaturating', 'hinge'] as const)('%s: real above 0', (kind) => {
    expect(countRight(kind, real, fake)).toEqual({ real: 3, fake: 2 })
  })

  test('least squares: real above one half', () => {
    expect(countRight('leastSquares', real, fake)).toEqual({ real: 2, fake: 3 })
  })

  test('wasserstein: real above the midpoint of the two means', () => {
    const shift = (values: Float32Array) => values.map((value) => value + 100)
    expect(countRight('wasserstein', shift(real), shift(fake))).toEqual({ real: 3, fake: 2 })
  })

  test('a tie is called fake', () => {
    expect(countRight('minimax', Float32Array.of(0), Float32Array.of(0))).toEqual({ real: 0, fake: 1 })
  })
})

describe('mode coverage', () => {
  const modes = Float32Array.of(1, 0, -1, 0)
  const repeat = (count: number, x: number, y: number) => Array.from({ length: count }, () => [x, y]).flat()

  test('counts a mode from 20 samples within 3 standard deviations', () => {
    const samples = Float32Array.from([...repeat(20, 1.29, 0), ...repeat(19, -1, 0), ...repeat(11, 0, 5)])
    expect(modeCoverage(samples, modes, 0.1)).toEqual({ modes: 1, good: 39 / 50 })
  })

  test('a sample just outside is not good', () => {
    expect(modeCoverage(Float32Array.from(repeat(50, 1.31, 0)), modes, 0.1)).toEqual({ modes: 0, good: 0 })
  })
})
