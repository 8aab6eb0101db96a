import { layerKind, layerSchema, type LayerKind, type LayerRecipe } from '../../../contract/recipe/layers.ts'
import type { NetworkRole } from '../../../contract/recipe/facts.ts'
import { networkShapes, sizeOfShape, type Shape } from '../../../contract/recipe/shapes.ts'

/** What each network is called: as a heading, and within a sentence. */
export const networkNames: Record<NetworkRole, { title: string; short: string }> = {
  generator: { title: 'Generator', short: 'G' },
  discriminator: { title: 'Discriminator', short: 'D' },
  encoder: { title: 'Encoder', short: 'the encoder' },
  decoder: { title: 'Decoder', short: 'the decoder' },
}

/** A copy of the list with one item taken from a place and put at another. */
export function moveItem<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list]
  const [item] = copy.splice(from, 1)
  if (item !== undefined) copy.splice(to, 0, item)
  return copy
}

const isProduct = (layer: unknown) =>
  typeof layer === 'object' && layer !== null && ('dense' in layer || 'conv' in layer || 'convTranspose' in layer)

/** The network with one more hidden layer before its output, like the one it follows where that has units. */
export function addLayer(network: readonly unknown[]): unknown[] {
  const before = network.at(-2)
  const hidden = isProduct(before) ? before : { dense: 64, activation: 'leakyRelu' }
  return network.length === 0 ? [hidden] : [...network.slice(0, -1), structuredClone(hidden), network.at(-1)]
}

/** The leading layers that are well formed, as the schema completes them. */
function wellFormed(network: readonly unknown[]): LayerRecipe[] {
  const layers: LayerRecipe[] = []
  for (const layer of network) {
    const { data } = layerSchema.safeParse(layer)
    if (!data) break
    layers.push(data)
  }
  return layers
}

/** The shapes that a network's layers make of rows of `inputs` numbers, as far as they fit together. */
export function draftShapes(network: readonly unknown[], inputs: number): Shape[] {
  return networkShapes(wellFormed(network), [inputs]).shapes
}

/** The kind of a layer as it is written, whatever else may be wrong with it. */
export function draftKind(layer: unknown): LayerKind | undefined {
  return typeof layer === 'object' && layer !== null ? layerKind(layer as LayerRecipe) : undefined
}

/** The sides of the square image that so many numbers make, with one channel or more. */
function imageOf(size: number): number[] {
  const side = size === 784 ? 28 : ([7, 14, 4].find((one) => size % (one * one) === 0) ?? 1)
  return [side, side, size / (side * side)]
}

/** A layer of another kind in the place of one: with its activation and its width where the new kind has them. */
export function layerOfKind(kind: LayerKind, old: unknown, input: Shape): Record<string, unknown> {
  const given = (typeof old === 'object' && old !== null ? old : {}) as Record<string, unknown>
  const width = [given['dense'], given['conv'], given['convTranspose']].find((one) => typeof one === 'number')
  const { activation, slope } = given
  const activated = activation === undefined ? {} : { activation, ...(slope === undefined ? {} : { slope }) }
  switch (kind) {
    case 'dense':
      return { dense: width ?? 64, ...activated }
    case 'conv':
    case 'convTranspose':
      return { [kind]: width ?? 64, kernel: 4, stride: 2, padding: 'same', ...activated }
    case 'batchNorm':
    case 'layerNorm':
      return { [kind]: true, ...activated }
    case 'dropout':
      return { dropout: 0.3 }
    case 'flatten':
      return { flatten: true }
    case 'reshape':
      return { reshape: imageOf(sizeOfShape(input)) }
  }
}
