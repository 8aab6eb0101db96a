import { describe, expect, it } from 'vitest'
import { judgedWidth } from '../../../src/contract/recipe/facts.ts'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { parsePath, type Edit } from '../../../src/contract/recipe/issues.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import {
  findRegularizer,
  regularizerFact,
  regularizerFacts,
  regularizerSchema,
} from '../../../src/contract/recipe/regularizers.ts'
import { stabilizerFacts, stabilizerSchema } from '../../../src/contract/recipe/stabilizers.ts'
import { seriesFact } from '../../../src/contract/series.ts'
import { presetRecipe } from './presets.ts'

const set = (path: string, value: unknown): Edit => ({ set: parsePath(path), value })
const ring = (...edits: Edit[]) => edits.reduce<unknown>(applyEdit, presetRecipe('ring'))
const unclipped = set('loss', { kind: 'wasserstein', clip: null })
const penalty = set('regularizers', [{ kind: 'gradientPenalty' }])

const mistakes: [what: string, edits: Edit[], path: string, message: string, fix: string][] = [
  [
    'a kind misspelt',
    [set('regularizers', [{ kind: 'gradientPenality' }])],
    'regularizers[0].kind',
    'not "gradientPenality"',
    'Use gradientPenalty',
  ],
  ['the kind alone', [set('regularizers', ['r1'])], 'regularizers[0]', 'an object in braces', 'Use {"kind": "r1"}'],
  [
    'a weight below 0',
    [set('regularizers', [{ kind: 'r1', weight: -5 }])],
    'regularizers[0].weight',
    'must be greater than 0',
    '',
  ],
  [
    'one twice',
    [set('regularizers', [{ kind: 'r1' }, { kind: 'r1', weight: 2 }])],
    'regularizers[1].kind',
    '“r1” is in the list already',
    'Remove it',
  ],
  [
    'clipping and the gradient penalty',
    [set('loss', { kind: 'wasserstein' }), penalty],
    'loss.clip',
    'takes the place of clipping',
    'Set to null',
  ],
  ['a critic without bounds', [unclipped], 'loss.clip', 'nothing bounds the critic', 'Set to 0.01'],
  [
    'a stabiliser twice',
    [set('stabilizers', [{ kind: 'averagedGenerator' }, { kind: 'averagedGenerator' }])],
    'stabilizers[1].kind',
    'is in the list already',
    'Remove it',
  ],
  [
    'labels smoothed where there are none',
    [set('loss', { kind: 'hinge' }), set('stabilizers', [{ kind: 'labelSmoothing' }])],
    'stabilizers[0].kind',
    'Hinge has no labels to smooth',
    'Remove it',
  ],
  [
    'a label past 1',
    [set('stabilizers', [{ kind: 'labelSmoothing', real: 1.2 }])],
    'stabilizers[0].real',
    'must be at most 1',
    'Set to 1',
  ],
  [
    'a batch that can’t be cut into packs',
    [set('stabilizers', [{ kind: 'packing', size: 5 }])],
    'schedule.batch',
    'a batch of 128 can’t be cut into packs of 5',
    'Set to 125',
  ],
  [
    'packs larger than the batch',
    [set('schedule.batch', 2), set('stabilizers', [{ kind: 'packing', size: 8 }])],
    'schedule.batch',
    'can’t be cut into packs of 8',
    'Set to 8',
  ],
  [
    'packs of one',
    [set('stabilizers', [{ kind: 'packing', size: 1 }])],
    'stabilizers[0].size',
    'must be at least 2',
    'Set to 2',
  ],
  [
    'one pack to normalise over',
    [
      set('stabilizers', [{ kind: 'packing', size: 4 }]),
      set('schedule.batch', 4),
      set('discriminator[1]', { batchNorm: true, activation: 'relu' }),
    ],
    'schedule.batch',
    'needs at least 2 packs, 8 examples, in a batch',
    'Set to 8',
  ],
  [
    'batch normalisation in D with a penalty on each example',
    [set('regularizers', [{ kind: 'r1' }]), set('discriminator[1]', { batchNorm: true, activation: 'relu' })],
    'discriminator[1].batchNorm',
    'mixes the examples of a batch',
    'Use layerNorm',
  ],
]

describe('regularisers in a recipe', () => {
  it.each(mistakes)('%s', (_, edits, path, message, fix) => {
    const recipe = ring(...edits)
    const parsed = parseRecipe(recipe)
    if (parsed.ok) throw new Error('no issue found')
    const [issue] = parsed.issues
    expect(issue).toMatchObject({ path })
    expect(issue!.message).toContain(message)
    expect(issue!.fix?.label ?? '').toBe(fix)
    if (issue!.fix) expect(parseRecipe(applyEdit(recipe, issue!.fix.edit)).ok).toBe(true)
  })

  it('are none unless given', () => {
    const parsed = parseRecipe(ring())
    expect(parsed.ok && parsed.value).toMatchObject({ regularizers: [] })
  })

  it('get their defaults', () => {
    const parsed = parseRecipe(ring(unclipped, penalty))
    if (!parsed.ok || parsed.value.family !== 'gan') throw new Error('it is a GAN’s')
    expect(findRegularizer(parsed.value.regularizers, 'gradientPenalty')).toEqual({
      kind: 'gradientPenalty',
      weight: 10,
    })
    expect(findRegularizer(parsed.value.regularizers, 'r1')).toBeUndefined()
  })
})

describe('packs of images', () => {
  const packs = (...edits: Edit[]) =>
    [set('stabilizers', [{ kind: 'packing', size: 2 }]), ...edits].reduce<unknown>(applyEdit, presetRecipe('dcgan'))
  const firstIssue = (recipe: unknown) => {
    const parsed = parseRecipe(recipe)
    if (parsed.ok) throw new Error('no issue found')
    return parsed.issues[0]!
  }

  it('are channels, where D begins with an image', () => {
    const recipe = packs()
    const issue = firstIssue(recipe)
    expect(issue).toMatchObject({ path: 'discriminator[0].reshape', fix: { label: 'Set to 28 × 28 × 2' } })
    const mended = parseRecipe(applyEdit(recipe, issue.fix!.edit))
    if (!mended.ok || mended.value.family !== 'gan') throw new Error('not mended')
    expect(mended.value.discriminator[0]).toEqual({ reshape: [28, 28, 2] })
    expect(judgedWidth(mended.value)).toBe(2 * 784)
  })

  it('are reshaped before a convolution', () => {
    const recipe = packs({ remove: ['discriminator', 0] })
    const { fix } = firstIssue(recipe)
    expect(fix?.label).toBe('Reshape to 28 × 28 × 2 before')
    expect(parseRecipe(applyEdit(recipe, fix!.edit)).ok).toBe(true)
  })
})

describe('facts', () => {
  it('are there for every kind, and nothing else', () => {
    const kinds = regularizerSchema.options.map(({ shape }) => shape.kind.value)
    expect(regularizerFacts.map(({ kind }) => kind).sort()).toEqual([...kinds].sort())
  })

  it('are there for every stabiliser, and nothing else', () => {
    const kinds = stabilizerSchema.options.map(({ shape }) => shape.kind.value)
    expect(stabilizerFacts.map(({ kind }) => kind).sort()).toEqual([...kinds].sort())
  })

  it('tell of every penalty’s series', () => {
    const { series, name } = regularizerFact('r1')
    expect(seriesFact(series!).label).toContain(name)
  })
})
