import { describe, expect, test } from 'vitest'
import { DataCursor } from '../../src/engine/cursor.ts'
import { makeDataset } from '../../src/engine/datasets/index.ts'
import { InputSource } from '../../src/engine/inputs.ts'
import type { ProgramInput } from '../../src/engine/program.ts'
import { RandomStream } from '../../src/engine/random/stream.ts'
import type { LatentRecipe } from '../../src/contract/recipe/schema.ts'
import { smallRecipe } from './recipes.ts'

const batch = 5
const stepsPerEpoch = 3

const inputsWith = (latent: LatentRecipe): ProgramInput[] => [
  { name: 'real', shape: [batch, 2], source: { kind: 'examples' } },
  { name: 'latent', shape: [batch, 3], source: { kind: 'latent', latent } },
  {
    name: 'rate',
    shape: [],
    source: { kind: 'number', at: (step) => 10 * step, clock: { name: 'rate', of: '', label: 'the rate' } },
  },
  { name: 'mask', shape: [batch], source: { kind: 'noise', stream: 'dropout', draw: 'uniform' } },
  { name: 'instance', shape: [7], source: { kind: 'noise', stream: 'instance', draw: 'normal' } },
  // A second input of one stream goes on where the first one of the same step ended.
  { name: 'latent.2', shape: [batch, 3], source: { kind: 'latent', latent } },
]
const inputs = inputsWith({ kind: 'normal', size: 3 })

function makeSource(positions: Readonly<Record<string, number>> = {}, clocks: Readonly<Record<string, number>> = {}) {
  const recipe = smallRecipe({ latent: { size: 3 } })
  const dataset = makeDataset(recipe.data, recipe.seed)
  const shuffle = new RandomStream(recipe.seed, 'shuffle')
  return new InputSource(
    recipe.seed,
    inputs,
    dataset,
    new DataCursor(dataset.count, batch, stepsPerEpoch, shuffle),
    positions,
    clocks,
  )
}

/** What every step read, by name. */
function drawn(source: InputSource, calls: readonly number[]) {
  const steps: Record<string, readonly number[]>[] = []
  const ends: boolean[] = []
  for (const count of calls) {
    const { values, epochEnds } = source.draw(steps.length, count)
    ends.push(...epochEnds)
    for (let index = 0; index < count; index++) {
      const own = Object.entries(values).map(([name, all]) => {
        expect(all.length % count).toBe(0)
        const size = all.length / count
        return [name, [...all.subarray(index * size, (index + 1) * size)]] as const
      })
      steps.push(Object.fromEntries(own))
    }
  }
  return { steps, ends }
}

describe('the inputs of steps', () => {
  test('are the same drawn one step at a time or many', () => {
    const single = makeSource()
    const several = makeSource()
    expect(drawn(several, [4, 1, 3, 2])).toEqual(drawn(single, Array(10).fill(1)))
    expect(several.positions).toEqual(single.positions)
  })

  test('each step has its own numbers, schedules theirs, and epochs end', () => {
    const { steps, ends } = drawn(makeSource(), [7])
    for (const name of ['latent', 'mask', 'instance', 'latent.2']) {
      expect(new Set(steps.map((step) => String(step[name]))).size).toBe(7)
    }
    expect(steps[0]!['latent']).not.toEqual(steps[0]!['latent.2'])
    expect(steps.map(({ rate }) => rate![0])).toEqual([0, 10, 20, 30, 40, 50, 60])
    expect(ends).toEqual([false, false, true, false, false, true, false])
  })

  test('a clock that began later counts from there', () => {
    const source = makeSource({}, { rate: 100 })
    expect([...source.draw(100, 3).values['rate']!]).toEqual([0, 10, 20])
  })

  test('go on from a position; streams are counted in blocks of four', () => {
    const whole = makeSource()
    const first = drawn(whole, [2]).steps
    expect(whole.positions).toEqual({ latent: 2 * 2 * 4, dropout: 2 * 2, instance: 2 * 2 })
    const again = drawn(makeSource(whole.positions), [2]).steps
    const next = drawn(whole, [2]).steps
    for (const name of ['latent', 'mask', 'instance', 'latent.2']) {
      expect(again.map((step) => step[name])).toEqual(next.map((step) => step[name]))
      expect(next[0]![name]).not.toEqual(first[0]![name])
    }
  })

  test('uniform latents lie between −1 and 1', () => {
    const recipe = smallRecipe()
    const dataset = makeDataset(recipe.data, recipe.seed)
    const cursor = new DataCursor(dataset.count, batch, stepsPerEpoch, new RandomStream(1, 'shuffle'))
    const { values } = new InputSource(recipe.seed, inputsWith({ kind: 'uniform', size: 3 }), dataset, cursor).draw(
      0,
      200,
    )
    expect(Math.min(...values['latent']!)).toBeLessThan(-0.99)
    expect(Math.max(...values['latent']!)).toBeGreaterThan(0.99)
    expect(values['latent']!.every((value) => value > -1 && value < 1)).toBe(true)
  })
})
