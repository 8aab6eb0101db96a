import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { parsePath, type Edit } from '../../../src/contract/recipe/issues.ts'
import { layerKinds, layerSchema } from '../../../src/contract/recipe/layers.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import { networkShapes } from '../../../src/contract/recipe/shapes.ts'
import { presetRecipe } from './presets.ts'

const set = (path: string, value: unknown): Edit => ({ set: parsePath(path), value })
const remove = (path: string): Edit => ({ remove: parsePath(path) })
const rename = (path: string, to: string): Edit => ({ rename: parsePath(path), to })

type Mistake = [what: string, edits: Edit[], path: string, message: string, fix: string | null]

const kinds = '“dense”, “conv”, “convTranspose”, “batchNorm”, “layerNorm”, “dropout”, “flatten” or “reshape”'

/** Every mistake is made in the DCGAN preset; a fix gives a recipe that trains. */
const mistakes: Mistake[] = [
  ['a kind misspelt', [rename('discriminator[1].conv', 'cnov')], 'discriminator[1].cnov', 'unknown key “cnov”. Did you mean “conv”?', 'Use conv'],
  ['a kind in other words', [rename('generator[3].convTranspose', 'convtranspose2d')], 'generator[3].convtranspose2d', 'unknown key “convtranspose2d”. Did you mean “convTranspose”?', 'Use convTranspose'],
  ['no kind', [set('discriminator[4]', { activation: 'relu' })], 'discriminator[4]', `names no kind of layer; expected the key ${kinds}`, null],
  ['two kinds in one layer', [set('generator[2].dropout', 0.5)], 'generator[2].dropout', 'is a layer of its own, beside “batchNorm”', 'Remove dropout'],
  ['a setting of another kind', [set('discriminator[4].kernel', 3)], 'discriminator[4].kernel', 'unknown key “kernel”. The nearest there is: “flatten”', 'Remove kernel'],
  ['a setting misspelt', [rename('discriminator[1].kernel', 'kernal')], 'discriminator[1].kernal', 'unknown key “kernal”. Did you mean “kernel”?', 'Use kernel'],
  ['a kernel of 0', [set('discriminator[1].kernel', 0)], 'discriminator[1].kernel', 'must be at least 1, not 0', 'Set to 1'],
  ['an unknown padding', [set('discriminator[1].padding', 'sme')], 'discriminator[1].padding', 'must be “same” or “valid”, not "sme"', 'Use same'],
  ['batch normalisation switched off', [set('generator[2].batchNorm', false)], 'generator[2].batchNorm', 'must be true, not false', 'Set to true'],
  ['everything dropped', [set('discriminator[4]', { dropout: 1 })], 'discriminator[4].dropout', 'must be less than 1, not 1', null],
  ['a row fed to a convolution', [remove('discriminator[0]')], 'discriminator[0].conv', 'a convolution needs an image, height × width × channels; it is fed 784 numbers in a row', 'Reshape to 28 × 28 × 1 before'],
  ['a row fed to a transposed convolution', [remove('generator[1]')], 'generator[2].convTranspose', 'a convolution needs an image, height × width × channels; it is fed 6272 numbers in a row', 'Reshape to 7 × 7 × 128 before'],
  ['an image fed to a dense layer', [remove('discriminator[4]')], 'discriminator[4].dense', 'a dense layer needs one row of numbers; it is fed 7 × 7 × 128', 'Flatten before'],
  ['a reshape that does not fit', [set('generator[1].reshape', [7, 7, 64])], 'generator[1].reshape', '7 × 7 × 64 are 3136 numbers; the layer is fed 6272', 'Set to 7 × 7 × 128'],
  ['a reshape that no depth would mend', [set('generator[1].reshape', [5, 5, 64])], 'generator[1].reshape', '5 × 5 × 64 are 1600 numbers; the layer is fed 6272', null],
  ['a shape without channels', [set('discriminator[0].reshape', [28, 28])], 'discriminator[0].reshape', 'a shape is one length, or three: height × width × channels', 'Set to 28 × 28 × 1'],
  ['a window larger than the image', [set('discriminator[2]', { conv: 128, kernel: 20, padding: 'valid', bias: false })], 'discriminator[2].kernel', 'a window of 20 × 20 does not fit an image of 14 × 14', 'Set to 14'],
  ['an image too large to hold', [set('generator[3]', { convTranspose: 4096, stride: 8 })], 'generator[3].convTranspose', 'makes 12845056 numbers of each example; at most 1048576 fit', null],
  ['more weights than fit', [set('generator', [{ dense: 16384 }, { dense: 16384 }, { dense: 784 }])], 'generator', 'has 282362640 weights, more than fit into memory; at most 100000000', null],
  ['too many channels at the end of G', [set('generator[5].convTranspose', 3)], 'generator[5].convTranspose', 'the data has 784 numbers an example; this layer gives 2352', 'Set to 1'],
  ['G’s image in other sides', [set('generator[5]', { reshape: [14, 14, 64] }), set('generator', [{ dense: 784 }, { reshape: [14, 56, 1] }])], 'generator[1].reshape', 'the data’s images are 28 × 28 × 1; this layer gives 14 × 56 × 1', null],
  ['an image at the end of D', [set('discriminator', [{ reshape: [28, 28, 1] }, { conv: 4 }])], 'discriminator[1].conv', 'Non-saturating reads 1 or 2 numbers from D; this layer gives 784', 'Add a dense layer of 1'],
  ['one example a batch', [set('schedule.batch', 1)], 'schedule.batch', 'batch normalisation needs at least 2 examples in a batch', 'Set to 2'],
] // prettier-ignore

describe('a mistake in a network', () => {
  it.each(mistakes)('is named with its place: %s', (_, edits, path, message, fix) => {
    const recipe = edits.reduce<unknown>(applyEdit, presetRecipe('dcgan'))
    const parsed = parseRecipe(recipe)
    if (parsed.ok) throw new Error('this recipe was taken')
    const issue = parsed.issues.find((one) => one.path === path)
    expect([issue?.message, issue?.fix?.label ?? null, parsed.issues.map((one) => one.path)]).toEqual([
      message,
      fix,
      [path],
    ])
    if (issue?.fix) expect(parseRecipe(applyEdit(recipe, issue.fix.edit))).toMatchObject({ ok: true })
  })
})

describe('shapes', () => {
  const after = (layer: object, input: number[]) => networkShapes([layerSchema.parse(layer)], input).shapes[0]

  it.each([
    [{ conv: 5, kernel: 4, stride: 2 }, [28, 28, 1], [14, 14, 5]],
    [{ conv: 5, kernel: 4, stride: 2 }, [7, 5, 1], [4, 3, 5]],
    [{ conv: 5, kernel: 4, stride: 2, padding: 'valid' }, [28, 28, 1], [13, 13, 5]],
    [{ convTranspose: 5, kernel: 4, stride: 2 }, [7, 7, 3], [14, 14, 5]],
    [{ convTranspose: 5, kernel: 4, stride: 3, padding: 'valid' }, [7, 7, 3], [22, 22, 5]],
    [{ batchNorm: true }, [7, 7, 3], [7, 7, 3]],
    [{ dropout: 0.2 }, [6], [6]],
    [{ flatten: true }, [7, 7, 3], [147]],
    [{ reshape: [147] }, [7, 7, 3], [147]],
  ])('of %j fed %j', (layer, input, output) => {
    expect(after(layer, input)).toEqual(output)
  })

  it('are known for every kind of layer', () => {
    expect(layerKinds).toHaveLength(8)
    expect(after({ layerNorm: true }, [3])).toEqual([3])
    expect(after({ dense: 4 }, [3])).toEqual([4])
  })
})
