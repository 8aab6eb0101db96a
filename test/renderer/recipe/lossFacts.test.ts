import { describe, expect, it } from 'vitest'
import { lossNames } from '../../../src/contract/recipe/facts.ts'
import { lossFact, lossFacts } from '../../../src/renderer/rooms/recipe/lossFacts.ts'

describe('lossFacts', () => {
  it('covers every loss once', () => {
    expect(lossFacts.map(({ kind }) => kind).sort()).toEqual(Object.keys(lossNames).sort())
  })

  it.each(lossFacts.map((fact) => [fact.kind, fact] as const))('%s: gradient equals a finite difference', (_, fact) => {
    const width = 1e-5
    for (let output = -6; output <= 6; output += 0.37) {
      const slope = (fact.generatorLoss(output + width) - fact.generatorLoss(output - width)) / (2 * width)
      expect(fact.generatorGradient(output)).toBeCloseTo(slope, 7)
    }
  })

  it('agrees with the definitions by probability', () => {
    const probability = 0.3
    const logit = Math.log(probability / (1 - probability))
    expect(lossFact('nonSaturating').generatorLoss(logit)).toBeCloseTo(-Math.log(probability), 12)
    expect(lossFact('minimax').generatorLoss(logit)).toBeCloseTo(Math.log(1 - probability), 12)
  })

  it('stays finite for the surest judgements', () => {
    for (const { generatorLoss, generatorGradient } of lossFacts) {
      for (const output of [-2000, 2000]) {
        expect(Number.isFinite(generatorLoss(output))).toBe(true)
        expect(Number.isFinite(generatorGradient(output))).toBe(true)
      }
    }
  })
})
