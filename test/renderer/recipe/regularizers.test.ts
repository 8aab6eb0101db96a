import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import { regularizerFacts } from '../../../src/contract/recipe/regularizers.ts'
import { numbersOf, regularizerIndex, toggleRegularizer } from '../../../src/renderer/rooms/recipe/regularizerEdits.ts'
import { presetRecipe } from '../../contract/recipe/presets.ts'

const toggled = (recipe: unknown, kind: (typeof regularizerFacts)[number]['kind']) =>
  toggleRegularizer(recipe, kind).reduce<unknown>(applyEdit, recipe)

describe('toggling a regulariser', () => {
  const ring: unknown = presetRecipe('ring')

  it.each(regularizerFacts.map(({ kind }) => kind))('%s gives a recipe that trains, and back the same', (kind) => {
    const on = toggled(ring, kind)
    expect(regularizerIndex(on, kind)).toBe(0)
    expect(parseRecipe(on)).toMatchObject({ ok: true })
    expect(toggled(on, kind)).toEqual(ring)
  })

  it('keeps the others', () => {
    const both = toggled(toggled(ring, 'r1'), 'gradientPenalty')
    expect(regularizerIndex(both, 'gradientPenalty')).toBe(1)
    expect(regularizerIndex(toggled(both, 'r1'), 'gradientPenalty')).toBe(0)
  })

  it('takes Wasserstein’s clipping away for the gradient penalty, and brings it back', () => {
    const clipped = { ...(ring as object), loss: { kind: 'wasserstein' } }
    const penalised = toggled(clipped, 'gradientPenalty')
    expect(parseRecipe(penalised)).toMatchObject({ ok: true, value: { loss: { clip: null } } })
    expect(parseRecipe(toggled(penalised, 'gradientPenalty'))).toMatchObject({
      ok: true,
      value: { loss: { clip: 0.01 } },
    })
  })

  it('does not stumble over a list that is none', () => {
    expect(regularizerIndex({ regularizers: 'r1' }, 'r1')).toBe(-1)
    expect(toggled({ regularizers: 7 }, 'r1')).toEqual({ regularizers: [{ kind: 'r1', weight: 10 }] })
  })
})

it('every number of a regulariser has a field', () => expect(numbersOf('r1')).toEqual(['weight']))
