import { describe, expect, it } from 'vitest'
import { layerKinds, layerSchema } from '../../../src/contract/recipe/layers.ts'
import { networkShapes } from '../../../src/contract/recipe/shapes.ts'
import { compareSettings } from '../../../src/renderer/rooms/compare/differences.ts'
import { addLayer, draftKind, draftShapes, layerOfKind } from '../../../src/renderer/rooms/recipe/layers.ts'
import { untrainedFakes } from '../../../src/renderer/rooms/recipe/untrained.ts'
import { preset } from '../../engine/recipes.ts'
import { aRun } from '../aRun.ts'

describe('a layer of another kind', () => {
  it.each(layerKinds)('is well formed and fits where the old one was fed an image or a row: %s', (kind) => {
    for (const input of [[7, 7, 4], [784], [10]]) {
      const layer = layerSchema.parse(layerOfKind(kind, { dense: 5, activation: 'relu' }, input))
      const { problem } = networkShapes([layer], input)
      // Only a change from rows to images or back asks for one more layer.
      if (problem) expect(problem.fix === undefined || 'before' in problem.fix).toBe(true)
    }
  })

  it('keeps the width and the activation where it has them', () => {
    const old = { dense: 5, activation: 'leakyRelu', slope: 0.1 }
    expect(layerOfKind('conv', old, [7, 7, 2])).toMatchObject({ conv: 5, activation: 'leakyRelu', slope: 0.1 })
    expect(layerOfKind('batchNorm', old, [5])).toEqual({ batchNorm: true, activation: 'leakyRelu', slope: 0.1 })
    expect(layerOfKind('dropout', old, [5])).toEqual({ dropout: 0.3 })
    expect(layerOfKind('reshape', old, [6272])).toEqual({ reshape: [7, 7, 128] })
  })
})

describe('a network being written', () => {
  it('has shapes as far as its layers are well formed and fit', () => {
    const layers = [{ dense: 98 }, { reshape: [7, 7, 2] }, { convTranspose: 3 }, { dense: 'x' }, { flatten: true }]
    expect(draftShapes(layers, 4)).toEqual([[98], [7, 7, 2], [14, 14, 3]])
  })

  it('tells a layer’s kind whatever else is wrong with it', () => {
    expect(draftKind({ conv: 'many' })).toBe('conv')
    expect(draftKind({ cnov: 3 })).toBe(undefined)
    expect(draftKind(7)).toBe(undefined)
  })

  it('is made longer by a layer like the last hidden one, or by a dense layer after one without units', () => {
    const output = { dense: 1 }
    expect(addLayer([{ conv: 3 }, output])).toEqual([{ conv: 3 }, { conv: 3 }, output])
    expect(addLayer([{ flatten: true }, output])).toEqual([
      { flatten: true },
      { dense: 64, activation: 'leakyRelu' },
      output,
    ])
  })
})

it('a sketch of a convolutional G has fewer images, each of the data’s size', () => {
  const recipe = preset('dcgan')
  const sketch = untrainedFakes(recipe, 'images')!
  expect(sketch.length % 784).toBe(0)
  expect(sketch.length / 784).toBeLessThan(16)
  // Grey, as small weights make it, and no two pixels of a hundred alike.
  expect(new Set(sketch).size).toBeGreaterThan(10)
  const small = [{ dense: 49 }, { reshape: [7, 7, 1] }, { convTranspose: 1, stride: 4, activation: 'tanh' }]
  const few = { ...recipe, generator: small.map((layer) => layerSchema.parse(layer)) }
  expect(untrainedFakes(few, 'images')!.length / 784).toBe(16)
})

it('a comparison writes every kind of layer in words', () => {
  const rows = compareSettings([aRun({ recipe: preset('dcgan') }), aRun()])
  expect(rows.find(({ key }) => key === 'discriminator')?.values[0]).toBe(
    'Reshape 28 × 28 × 1, Conv 64 kernel 4 stride 2 leakyRelu, Conv 128 kernel 4 stride 2 no bias, Batch norm momentum 0.1 epsilon 0.00001 leakyRelu, Flatten, 1',
  )
})
