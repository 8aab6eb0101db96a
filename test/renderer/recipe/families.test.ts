import { describe, expect, it } from 'vitest'
import { familyFacts } from '../../../src/contract/recipe/facts.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import type { FamilyKind } from '../../../src/contract/recipe/schema.ts'
import { countChanges, defaultsFor } from '../../../src/renderer/rooms/recipe/defaults.ts'
import { ofFamily } from '../../../src/renderer/rooms/recipe/switchFamily.ts'
import { presetIds, presetRecipe } from '../../contract/recipe/presets.ts'

const kinds = Object.keys(familyFacts) as FamilyKind[]
const isOfPoints = (id: string) => ['linear-gaussian', 'ring', 'line'].includes(id)
const cases = presetIds.flatMap((id) =>
  kinds.filter((kind) => kind !== 'density' || isOfPoints(id)).map((kind) => [id, kind] as const),
)

describe('another family', () => {
  it.each(cases)('%s as %s trains, with the same data, seed and schedule', (id, kind) => {
    const before = presetRecipe(id)
    const parsed = parseRecipe(ofFamily(before, kind))
    expect(parsed.ok ? [] : parsed.issues).toEqual([])
    if (!parsed.ok) return
    const own = parseRecipe(before)
    if (!own.ok) throw new Error('the preset must parse')
    const { data, seed, name, schedule } = own.value
    const { steps, batch, snapshots } = schedule
    expect(parsed.value).toMatchObject({ family: kind, data, seed, name, schedule: { steps, batch, snapshots } })
    if ('latent' in own.value && 'latent' in parsed.value) {
      expect(parsed.value.latent.size).toBe(own.value.latent.size)
    }
  })

  it('keeps what makes examples, and all but the output of what reads them', () => {
    const vae = ofFamily(presetRecipe('digits'), 'vae') as Record<string, unknown>
    const { generator, discriminator } = presetRecipe('digits')
    expect(vae['decoder']).toEqual(generator)
    expect(vae['encoder']).toEqual([...(discriminator as unknown[]).slice(0, -1), { dense: 128 }])
    const back = ofFamily(vae, 'gan') as Record<string, unknown>
    expect([back['generator'], back['discriminator']]).toEqual([generator, discriminator])
  })

  it('gives a part that trains even where the draft is half a recipe', () => {
    expect(() => ofFamily({ name: 'Half', encoder: 'none' }, 'vae')).not.toThrow()
    expect(ofFamily(undefined, 'autoencoder')).toMatchObject({ family: 'autoencoder' })
  })
})

describe('the defaults that the form shows', () => {
  it.each(presetIds)('are those of the recipe’s family: %s', (id) => {
    const preset = presetRecipe(id)
    const parsed = parseRecipe(preset)
    if (!parsed.ok) throw new Error('the preset must parse')
    // Filling in what the schema fills in is no change; layers tell theirs in their own fields.
    const networks = Object.fromEntries(
      ['generator', 'discriminator', 'encoder', 'decoder'].flatMap((role) =>
        preset[role] === undefined ? [] : [[role, preset[role]]],
      ),
    )
    expect(countChanges(preset, { ...parsed.value, ...networks })).toBe(0)
    expect(defaultsFor(preset)).toHaveProperty('family', parsed.value.family)
  })
})
