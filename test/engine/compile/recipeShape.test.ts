import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { dataSchema, type DataKind } from '../../../src/contract/recipe/data.ts'
import { parseRecipe } from '../../../src/contract/recipe/parse.ts'
import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { widthFor } from '../../../src/engine/compile/coverage.ts'
import { loopModel } from '../../../src/engine/compile/loop.ts'
import { writeModel } from '../../../src/engine/compile/onnx/model.ts'
import { plainModel } from '../../../src/engine/compile/onnxGraph.ts'
import { optimize } from '../../../src/engine/compile/passes/index.ts'
import { recipeShape } from '../../../src/engine/compile/recipeShape.ts'
import { compiledStyle } from '../../../src/engine/compile/style.ts'
import { traceFunction, traceStep } from '../../../src/engine/compile/traceProgram.ts'
import { makeFamily } from '../../../src/engine/families/index.ts'
import { everyKind, isSmall } from './everyKind.ts'

beforeAll(() => loadBackend('onnx'))

type Path = (string | number)[]

/** Every value inside a recipe that is no object, and every list and object, by its path. */
function* placesIn(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  if (path.length > 0) yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    yield* placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

function withValue(recipe: Recipe, path: Path, value: unknown): unknown {
  const copy: unknown = structuredClone(recipe)
  let at = copy as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as typeof at
  at[path.at(-1)!] = value
  return copy
}

const file = '0'.repeat(64)
/** Settings that a kind of data has to be given. */
const given: Partial<Record<DataKind, object>> = {
  drawn: { at: [[0, 0], [1, 1]] },
  table: { file, name: 'Points', columns: ['a', 'b'], points: 100 },
  images: { file, name: 'Images', width: 56, height: 14, points: 100 },
} // prettier-ignore

const dataKinds = dataSchema.options.map(({ shape }) => ({ kind: shape.kind.value, ...given[shape.kind.value] }))

/** Every word that is a value somewhere in a recipe. */
const words = [
  ...new Set(everyKind.flatMap(([, recipe]) => [...placesIn(recipe)].map(([, value]) => value))),
  ...['same', 'valid', 'fresh', 'uniform', 'normal', 'xavier', 'he', 'orthogonal'],
].filter((value) => typeof value === 'string')

/** What might stand in a value's place. */
function othersFor(path: Path, value: unknown): unknown[] {
  if (path.join() === 'data') return dataKinds.toReversed()
  if (path.join() === 'initialization') return ['normal', 'xavier', 'he', 'orthogonal'].map((kind) => ({ kind }))
  if (typeof value === 'number') return [value + 1, value * 2, value / 2, value / 4 + 0.001, 0.77, 1, 0]
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'string') return words
  if (value === null) return [0.01]
  return []
}

/** The recipes that differ from this one in one place. */
function* neighbours(recipe: Recipe): Generator<[string, Recipe]> {
  for (const [path, value] of placesIn(recipe)) {
    for (const other of othersFor(path, value)) {
      const parsed = parseRecipe(withValue(recipe, path, other))
      if (parsed.ok) yield [`${path.join('.')} = ${JSON.stringify(other)}`, parsed.value]
    }
  }
}

/** All that is compiled for a recipe, as one hash. */
function compiled(recipe: Recipe): string {
  const program = makeFamily(recipe).program(compiledStyle)
  const hash = createHash('sha256')
  hash.update(writeModel(loopModel(optimize(traceStep(program)), program.state.length, 'float32')))
  for (const name of Object.keys(program.functions)) {
    const width = widthFor(name, recipe)
    hash.update(writeModel(plainModel(optimize(traceFunction(program, name, 3, width)), 'float32')))
  }
  return hash.digest('hex')
}

// One recipe of each kind: what they are combined with changes nothing about which settings are read.
const tried = everyKind
  .filter(isSmall)
  .filter(([name]) => !/^(\w+ with|packs before) /.test(name) || name.endsWith('nonSaturating'))

/** Recipes of the same shape that are compiled for each place that is changed. */
const perPlace = 2

describe('recipes of the same shape have the same models, byte for byte, whatever is changed', () => {
  test.each(tried)('%s', (_name, recipe) => {
    const shape = recipeShape(recipe)
    const models = compiled(recipe)
    const same: string[] = []
    for (const [change, other] of neighbours(recipe)) {
      const [path] = change.split(' ') as [string]
      if (recipeShape(other) !== shape || same.filter((one) => one === path).length === perPlace) continue
      expect(compiled(other), change).toBe(models)
      same.push(path)
    }
    expect(same).toContain('seed')
    expect(same).toContain('name')
    expect(same.some((path) => path.endsWith('learningRate'))).toBe(true)
    expect(same.some((path) => path.startsWith('data'))).toBe(true)
  })
})

test('the order in which a recipe is written does not matter, and what is baked in does', () => {
  const [, recipe] = tried[0]!
  const turned = Object.fromEntries(Object.entries(recipe).toReversed()) as unknown as Recipe
  expect(recipeShape(turned)).toBe(recipeShape(recipe))
  for (const path of [
    ['schedule', 'batch'],
    ['latent', 'size'],
    ['generator', 0, 'dense'],
  ] as Path[]) {
    const parsed = parseRecipe(withValue(recipe, path, 9))
    expect(parsed.ok && recipeShape(parsed.value)).not.toBe(recipeShape(recipe))
  }
})
