import { describe, expect, test } from 'vitest'
import type { EngineInfo } from '../../src/contract/api.ts'
import { backendIds, type BackendId } from '../../src/contract/engine.ts'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import { missingPart, type Lacks } from '../../src/engine/backends/missingPart.ts'
import { chooseEngine } from '../../src/workbench/engineChoice.ts'
import { codingRecipe } from '../engine/codingRecipes.ts'
import { preset, smallRecipe } from '../engine/recipes.ts'

const without = (...missing: BackendId[]): EngineInfo[] =>
  backendIds.map((id) => ({
    id,
    available: !missing.includes(id),
    reason: missing.includes(id) ? `${id} is not published for this computer.` : null,
  }))

const nothing = { onnx: {}, wasm: {}, cpu: {}, tensorflow: {} }
const choose = (recipe: Recipe | null, infos: EngineInfo[], lacks: Lacks = nothing) =>
  chooseEngine(recipe, infos, (id) => (recipe ? missingPart(id, recipe, lacks) : null))

const whole = 'it runs whole steps at once, the fastest of all in every measurement, and needs no set-up'
const hinge = smallRecipe({ loss: { kind: 'hinge' } })
const noHinge: Lacks = { ...nothing, onnx: { 'loss hinge': ['Maximum'] } }

describe('the engine of a run that names none', () => {
  test('is the compiled one where it is there and has all that the recipe takes', () => {
    for (const recipe of [null, smallRecipe(), preset('dcgan'), codingRecipe('vae')]) {
      expect(choose(recipe, without())).toEqual({ id: 'onnx', why: whole })
      expect(choose(recipe, without('tensorflow'))).toEqual({ id: 'onnx', why: whole })
    }
    expect(choose(smallRecipe(), without(), noHinge).id).toBe('onnx')
  })

  test('is the next fastest for steps of that size where it is not published', () => {
    const why =
      'the engine “onnx” is not to be had (onnx is not published for this computer), and it is the fastest of the others'
    expect(choose(null, without('onnx'))).toEqual({ id: 'wasm', why })
    expect(choose(preset('ring'), without('onnx'))).toEqual({ id: 'wasm', why })
    expect(choose(preset('dcgan'), without('onnx'))).toEqual({ id: 'tensorflow', why })
    expect(choose(preset('dcgan'), without('onnx', 'tensorflow'))).toEqual({ id: 'wasm', why })
  })

  test('is the next fastest that can run it where the recipe takes what it has not, which is named with its place', () => {
    expect(choose(hinge, without('tensorflow'), noHinge)).toEqual({
      id: 'wasm',
      why: 'the engine “onnx” can’t run this recipe (loss needs Maximum, which it does not have), and it is the fastest of those that can',
    })
    const neither = { ...noHinge, wasm: { 'loss hinge': ['Maximum'] } }
    expect(choose(hinge, without('tensorflow'), neither).id).toBe('cpu')
  })
})

test('what an engine lacks is found anywhere in a recipe', () => {
  const lacking = (recipe: Recipe, name: string) =>
    missingPart('onnx', recipe, { ...nothing, onnx: { [name]: ['Some', 'Other'] } })
  const dcgan = preset('dcgan')
  const recipe = smallRecipe({
    regularizers: [{ kind: 'r1' }],
    stabilizers: [{ kind: 'instanceNoise' }, { kind: 'packing' }],
  })
  expect(lacking(dcgan, 'layer conv')).toBe('discriminator[1] needs Some, Other, which it does not have')
  expect(lacking(recipe, 'activation tanh')).toContain('generator[0].activation')
  expect(lacking(recipe, 'regulariser r1')).toContain('regularizers[0]')
  expect(lacking(recipe, 'stabiliser packing')).toContain('stabilizers[1]')
  expect(lacking(recipe, 'optimizer adam')).toContain('optimizers.generator')
  expect(lacking(codingRecipe('vae'), 'family vae')).toContain('family')
  expect(lacking(codingRecipe('vae'), 'optimizer adam')).toContain('optimizer needs')
  expect(lacking(codingRecipe('autoencoder'), 'activation sigmoid')).toContain('encoder[0].activation')
  expect(lacking(recipe, 'layer conv')).toBeNull()
})
