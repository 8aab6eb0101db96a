import { valueAt } from '../../../contract/recipe/edit.ts'
import type { Path } from '../../../contract/recipe/issues.ts'
import { densityRecipeSchema, ganRecipeSchema, type GanRecipe } from '../../../contract/recipe/schema.ts'
import { methodDefaults, type MethodList } from './methods.ts'

const { shape } = ganRecipeSchema
const optimizer = shape.optimizers.shape.generator

/** Points drawn by hand begin with an empty sheet, which only the person can fill. */
function drawnData(): unknown {
  const nothing: [number, number] = [0, 0]
  return { ...shape.data.parse({ kind: 'drawn', at: [nothing, nothing] }), at: [] }
}

/** Which data it is, and so its columns and rows, only the person can say. */
const tableDefaults = { kind: 'table', scaling: 'standardize', picture: 'principalAxes' }

/** A part of a recipe of that kind with every default, for when a person chooses the kind from a list. */
export function partOfKind(part: 'data' | 'initialization' | 'loss' | 'optimizer', kind: string): unknown {
  if (part === 'data' && kind === 'drawn') return drawnData()
  if (part === 'data' && kind === 'table') return tableDefaults
  const schema = part === 'optimizer' ? optimizer : shape[part]
  const parsed = schema.safeParse(part === 'optimizer' ? { kind, learningRate: 0.001 } : { kind })
  return parsed.success ? parsed.data : { kind }
}

function kindAt(recipe: unknown, keys: Path): string {
  const kind = valueAt(recipe, [...keys, 'kind'])
  return typeof kind === 'string' ? kind : ''
}

function methodsDefaults(recipe: unknown, list: MethodList): unknown[] {
  const given = valueAt(recipe, [list])
  return Array.isArray(given) ? given.map((one) => methodDefaults(list, valueAt(one, ['kind']))) : []
}

/** An optimiser's numbers that may be left out; its rate may not. */
function optimizerDefaults(recipe: unknown, at: Path): Record<string, unknown> {
  const { learningRate: _given, ...rest } = partOfKind('optimizer', kindAt(recipe, at)) as Record<string, unknown>
  return rest
}

/** Those of a density. */
function densityDefaults(recipe: unknown): unknown {
  const { shape: own } = densityRecipeSchema
  const model = own.model.safeParse({ kind: kindAt(recipe, ['model']) })
  return {
    version: 1,
    family: 'density',
    data: partOfKind('data', kindAt(recipe, ['data'])),
    model: model.data ?? {},
    start: own.start.parse(undefined),
    objective: own.objective.parse(undefined),
    optimizer: optimizerDefaults(recipe, ['optimizer']),
    schedule: { snapshots: 240 },
    seed: own.seed.parse(undefined),
  }
}

/** Every value that the recipe may leave out and still have, given the kinds it chooses; for the form to show. */
export function defaultsFor(recipe: unknown): unknown {
  if (valueAt(recipe, ['family']) === 'density') return densityDefaults(recipe)
  const initialization = valueAt(recipe, ['initialization'])
  const common = {
    version: 1,
    data: partOfKind('data', kindAt(recipe, ['data'])),
    latent: shape.latent.parse(undefined),
    initialization:
      initialization === undefined
        ? shape.initialization.parse(undefined)
        : partOfKind('initialization', kindAt(recipe, ['initialization'])),
    seed: shape.seed.parse(undefined),
  }
  const family = valueAt(recipe, ['family']) ?? 'gan'
  if (family !== 'gan') {
    const bound = { likelihood: { kind: 'gaussian', sd: 1 }, klWeight: 1 }
    const optimizer = optimizerDefaults(recipe, ['optimizer'])
    return { ...common, family, ...(family === 'vae' ? bound : {}), optimizer, schedule: { snapshots: 240 } }
  }
  return {
    ...common,
    family,
    loss: partOfKind('loss', kindAt(recipe, ['loss'])),
    regularizers: methodsDefaults(recipe, 'regularizers'),
    stabilizers: methodsDefaults(recipe, 'stabilizers'),
    optimizers: {
      generator: optimizerDefaults(recipe, ['optimizers', 'generator']),
      discriminator: optimizerDefaults(recipe, ['optimizers', 'discriminator']),
    },
    schedule: { discriminatorSteps: 1, fakeBatch: 'fresh', snapshots: 240 } satisfies Partial<GanRecipe['schedule']>,
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (isContainer(value)) {
    for (const [key, one] of Object.entries(value)) leaves(one, `${path}.${key}`, into)
  } else if (value !== undefined) into.set(path, JSON.stringify(value))
  return into
}

/** Every single value of a recipe by path, defaults included. */
function allValues(recipe: unknown): Map<string, string> {
  return leaves(recipe, '', leaves(defaultsFor(recipe), '', new Map()))
}

/** In how many single values two recipes differ; a value left out counts as its default. */
export function countChanges(before: unknown, after: unknown): number {
  const [a, b] = [allValues(before), allValues(after)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).length
}
