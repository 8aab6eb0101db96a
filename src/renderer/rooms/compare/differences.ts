import { networksOf, objectiveName } from '../../../contract/recipe/facts.ts'
import { layerKind, layerNames, type LayerRecipe } from '../../../contract/recipe/layers.ts'
import { regularizerFact, type RegularizerKind } from '../../../contract/recipe/regularizers.ts'
import type { GanRecipe } from '../../../contract/recipe/schema.ts'
import { formatShape } from '../../../contract/recipe/shapes.ts'
import { stabilizerFact, type StabilizerKind } from '../../../contract/recipe/stabilizers.ts'
import type { RunSummary } from '../../../contract/run.ts'

/** One setting of several runs. */
export interface Setting {
  /** Its path in the recipe: "schedule.batch". */
  key: string
  /** One text a run; '' where a run has no such setting. */
  values: string[]
  differs: boolean
}

/** A setting of a layer beside its kind, left out where it says nothing. */
function layerSetting(key: string, value: unknown): string {
  if (value === undefined || value === 'linear' || value === 'same') return ''
  if (key === 'activation' || key === 'slope') return String(value)
  if (key === 'bias') return value === false ? 'no bias' : ''
  return `${key} ${String(value)}`
}

/** Its kind's own value: a number of units or channels, a rate, an image's sides. */
function layerSize(value: unknown): string {
  if (value === true) return ''
  return Array.isArray(value) ? formatShape(value as number[]) : String(value)
}

function networkText(network: readonly LayerRecipe[]): string {
  return network
    .map((layer) => {
      const kind = layerKind(layer)
      const { [kind]: size, ...settings } = layer as Record<string, unknown>
      const others = Object.entries(settings).map(([key, value]) => layerSetting(key, value))
      return [kind === 'dense' ? '' : layerNames[kind], layerSize(size), ...others]
        .filter((part) => part !== '')
        .join(' ')
    })
    .join(', ')
}

/** Methods with their numbers: "R1 weight 5"; none: "none". */
function methodsText(methods: readonly object[], nameOf: (kind: string) => string): string {
  const texts = methods.map((method) => {
    const { kind, ...numbers } = method as { kind: string } & Record<string, number>
    return [nameOf(kind), ...Object.entries(numbers).map(([key, value]) => `${key} ${value}`)].join(' ')
  })
  return texts.length === 0 ? 'none' : texts.join(', ')
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`, into)
    return
  }
  // Of a hash the first digits are enough to tell it from another.
  const shown = path === 'data.file' ? String(value).slice(0, 12) : value
  into.set(path, typeof shown === 'object' ? JSON.stringify(shown) : String(shown))
}

/** Told apart elsewhere, or in words of their own. */
const apart = new Set([
  'name',
  'version',
  'family',
  'loss',
  'regularizers',
  'stabilizers',
  'generator',
  'discriminator',
  'encoder',
  'decoder',
])

function without(value: object, keys: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)))
}

function methodsOf(recipe: GanRecipe, settings: Map<string, string>): void {
  flatten(without(recipe.loss, new Set(['kind'])), 'loss', settings)
  settings.set(
    'regularizers',
    methodsText(recipe.regularizers, (kind) => regularizerFact(kind as RegularizerKind).name),
  )
  settings.set(
    'stabilizers',
    methodsText(recipe.stabilizers, (kind) => stabilizerFact(kind as StabilizerKind).name),
  )
}

function settingsOf({ recipe }: RunSummary): Map<string, string> {
  const settings = new Map([['loss', objectiveName(recipe)]])
  if (recipe.family === 'gan') methodsOf(recipe, settings)
  flatten(without(recipe, apart), '', settings)
  for (const { role, layers } of networksOf(recipe)) settings.set(role, networkText(layers))
  return settings
}

/** All settings of the runs, those that differ first, in the recipe's own order. */
export function compareSettings(runs: readonly RunSummary[]): Setting[] {
  const all = runs.map(settingsOf)
  if (runs.some((run) => run.totalSteps !== run.recipe.schedule.steps)) {
    runs.forEach((run, index) => all[index]?.set('trained until step', String(run.totalSteps)))
  }
  if (runs.some(({ fork }) => fork !== null)) {
    runs.forEach(({ fork }, index) => all[index]?.set('went on from', fork ? `step ${fork.step} of ${fork.name}` : ''))
  }
  // A run has its engine from when it begins.
  if (runs.every((run) => run.backend)) runs.forEach((run, index) => all[index]?.set('engine', run.backend?.id ?? ''))
  const keys = [...new Set(all.flatMap((settings) => [...settings.keys()]))]
  const rows = keys.map((key) => {
    const values = all.map((settings) => settings.get(key) ?? '')
    return { key, values, differs: values.some((value) => value !== values[0]) }
  })
  return [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)]
}
