import { expect, it } from 'vitest'
import { gameValue } from '../../src/engine/metrics/gameValue.ts'

it('V of logits: −2 log 2 where D can’t tell, 0 where it always can, and finite for any logit', () => {
  expect(gameValue(Float32Array.of(0, 0), Float32Array.of(0))).toBeCloseTo(-2 * Math.LN2, 12)
  expect(gameValue(Float32Array.of(1), Float32Array.of(-2))).toBeCloseTo(
    Math.log(1 / (1 + Math.exp(-1))) + Math.log(1 / (1 + Math.exp(-2))),
    12,
  )
  expect(gameValue(Float32Array.of(1000), Float32Array.of(-1000))).toBeCloseTo(0, 12)
  expect(gameValue(Float32Array.of(-1000), Float32Array.of(1000))).toBe(-2000)
})
