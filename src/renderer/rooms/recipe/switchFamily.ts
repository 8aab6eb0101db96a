import { valueAt } from '../../../contract/recipe/edit.ts'
import { dataWidth } from '../../../contract/recipe/facts.ts'
import type { Path } from '../../../contract/recipe/issues.ts'
import { parseData } from '../../../contract/recipe/parse.ts'
import type { FamilyKind } from '../../../contract/recipe/schema.ts'

type Layers = readonly unknown[]

const isLayers = (value: unknown): value is Layers => Array.isArray(value) && value.length > 0
const isDense = (layer: unknown) => typeof layer === 'object' && layer !== null && 'dense' in layer

/** The same network with an output of so many numbers: its last dense layer made anew, or one more after it. */
function withOutput(network: Layers, width: number): unknown[] {
  const last = { dense: width }
  return isDense(network.at(-1)) ? [...network.slice(0, -1), last] : [...network, { flatten: true }, last]
}

/** A network for data of a family that has none: one hidden layer. */
const small = (width: number): unknown[] => [{ dense: 64, activation: 'leakyRelu' }, { dense: width }]

function widthOf(data: unknown): number {
  const parsed = parseData(data)
  return parsed.ok ? dataWidth(parsed.value) : 2
}

const present = (entries: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined))

/**
 * A recipe of another family with all that both have: name, data, code, seed, schedule, first weights; what makes
 * examples (G, a decoder) stays as it is, and what reads them (D, an encoder) keeps all but its output.
 */
export function ofFamily(recipe: unknown, family: FamilyKind): unknown {
  const at = (...keys: Path) => valueAt(recipe, keys)
  const maker = [at('decoder'), at('generator')].find(isLayers) ?? small(widthOf(at('data')))
  const reader = [at('encoder'), at('discriminator')].find(isLayers) ?? small(1)
  const optimizer = at('optimizer') ?? at('optimizers', 'generator') ?? { kind: 'adam', learningRate: 0.001 }
  const size = at('latent', 'size') ?? 2
  const width = typeof size === 'number' ? size : 2
  const begin = present({ version: at('version'), family, name: at('name'), data: at('data') })
  const schedule = present({
    steps: at('schedule', 'steps'),
    batch: at('schedule', 'batch'),
    snapshots: at('schedule', 'snapshots'),
  })
  const end = present({ schedule, seed: at('seed') })
  const start = present({ initialization: at('initialization') })
  const latent = { kind: at('latent', 'kind') ?? 'normal', size }
  switch (family) {
    case 'gan': {
      const networks = { generator: maker, discriminator: withOutput(reader, 1) }
      const optimizers = { generator: optimizer, discriminator: optimizer }
      return { ...begin, latent, ...networks, ...start, loss: { kind: 'nonSaturating' }, optimizers, ...end }
    }
    case 'autoencoder':
      return { ...begin, latent, encoder: withOutput(reader, width), decoder: maker, ...start, optimizer, ...end }
    case 'density':
      return { ...begin, model: { kind: 'gaussian' }, objective: 'likelihood', optimizer, ...end }
    case 'vae': {
      const networks = { encoder: withOutput(reader, 2 * width), decoder: maker }
      const bound = { likelihood: { kind: 'gaussian', sd: 1 }, klWeight: 1 }
      return { ...begin, latent: { kind: 'normal', size }, ...networks, ...start, ...bound, optimizer, ...end }
    }
  }
}
