import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import {
  methodFacts,
  methodIndex,
  numbersOf,
  toggleMethod,
  type MethodList,
} from '../../../src/renderer/rooms/recipe/methods.ts'
import { presetRecipe } from '../../contract/recipe/presets.ts'

const toggled = (recipe: unknown, list: MethodList, kind: string) =>
  toggleMethod(recipe, list, kind).reduce<unknown>(applyEdit, recipe)

const everyKind = (['regularizers', 'stabilizers'] as const).flatMap((list) =>
  methodFacts[list].map(({ kind }) => [list, kind] as const),
)

describe('toggling a method', () => {
  const ring: unknown = presetRecipe('ring')

  it.each(everyKind)('%s, %s: gives a recipe that trains, and back the same', (list, kind) => {
    const on = toggled(ring, list, kind)
    expect(methodIndex(on, list, kind)).toBe(0)
    expect(parseRecipe(on)).toMatchObject({ ok: true })
    expect(toggled(on, list, kind)).toEqual(ring)
  })

  it('keeps the others', () => {
    const both = toggled(toggled(ring, 'regularizers', 'r1'), 'regularizers', 'gradientPenalty')
    expect(methodIndex(both, 'regularizers', 'gradientPenalty')).toBe(1)
    expect(methodIndex(toggled(both, 'regularizers', 'r1'), 'regularizers', 'gradientPenalty')).toBe(0)
  })

  it('takes Wasserstein’s clipping away for the gradient penalty, and brings it back', () => {
    const clipped = { ...(ring as object), loss: { kind: 'wasserstein' } }
    const penalised = toggled(clipped, 'regularizers', 'gradientPenalty')
    expect(parseRecipe(penalised)).toMatchObject({ ok: true, value: { loss: { clip: null } } })
    const back = toggled(penalised, 'regularizers', 'gradientPenalty')
    expect(parseRecipe(back)).toMatchObject({ ok: true, value: { loss: { clip: 0.01 } } })
  })

  it('does not stumble over a list that is none', () => {
    expect(methodIndex({ regularizers: 'r1' }, 'regularizers', 'r1')).toBe(-1)
    expect(toggled({ regularizers: 7 }, 'regularizers', 'r1')).toEqual({ regularizers: [{ kind: 'r1', weight: 10 }] })
  })
})

it('every number of a method has a field', () => {
  expect(numbersOf('regularizers', 'r1')).toEqual(['weight'])
  expect(numbersOf('stabilizers', 'instanceNoise')).toEqual(['sd', 'until'])
})
