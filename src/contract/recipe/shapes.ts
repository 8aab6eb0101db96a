import type { PathKey } from './issues.ts'
import { layerKind, type LayerOf, type LayerRecipe } from './layers.ts'

/** The shape of one example: [numbers], or [height, width, channels] of an image. */
export type Shape = readonly number[]

/** Why a layer can't take what it is fed, and what would mend it. */
export interface ShapeProblem {
  /** Key within the layer. */
  key: PathKey
  message: string
  /** A layer to be put before this one, or a value for the key. */
  fix?: { label: string } & ({ before: LayerRecipe } | { value: unknown })
}

/** Most numbers that one layer may make of one example: 4 MB at single precision. */
const largest = 1_048_576

export const sizeOfShape = (shape: Shape): number => shape.reduce((product, length) => product * length, 1)

/** "7 × 7 × 128". */
export const formatShape = (shape: Shape): string => shape.join(' × ')

/** The image that a row of so many numbers is likely to be meant as. */
function imageOf(size: number): number[] | undefined {
  if (size === 784) return [28, 28, 1]
  const side = [7, 14, 4].find((one) => size % (one * one) === 0) ?? Math.sqrt(size)
  return Number.isInteger(side) ? [side, side, size / (side * side)] : undefined
}

/** Side of the image that a window makes of one with this side. */
function sideAfter(layer: LayerOf<'conv' | 'convTranspose'>, side: number): number {
  const { kernel, stride, padding } = layer
  if ('conv' in layer) return padding === 'same' ? Math.ceil(side / stride) : Math.floor((side - kernel) / stride) + 1
  return padding === 'same' ? side * stride : (side - 1) * stride + kernel
}

function afterWindow(layer: LayerOf<'conv' | 'convTranspose'>, input: Shape): number[] | ShapeProblem {
  const [key, channels] =
    'conv' in layer ? (['conv', layer.conv] as const) : (['convTranspose', layer.convTranspose] as const)
  const [height, width] = input
  if (input.length !== 3 || height === undefined || width === undefined) {
    const image = imageOf(sizeOfShape(input))
    const message = `a convolution needs an image, height × width × channels; it is fed ${formatShape(input)} numbers in a row`
    if (!image) return { key, message }
    return { key, message, fix: { label: `Reshape to ${formatShape(image)} before`, before: { reshape: image } } }
  }
  const smallest = Math.min(height, width)
  if ('conv' in layer && layer.padding === 'valid' && layer.kernel > smallest) {
    const message = `a window of ${layer.kernel} × ${layer.kernel} does not fit an image of ${height} × ${width}`
    return { key: 'kernel', message, fix: { label: `Set to ${smallest}`, value: smallest } }
  }
  return [sideAfter(layer, height), sideAfter(layer, width), channels]
}

function afterReshape(shape: Shape, input: Shape): number[] | ShapeProblem {
  const [given, asked] = [sizeOfShape(input), sizeOfShape(shape)]
  if (shape.length === 2) {
    const message = 'a shape is one length, or three: height × width × channels'
    const value = [...shape, given / asked]
    if (!Number.isInteger(given / asked)) return { key: 'reshape', message }
    return { key: 'reshape', message, fix: { label: `Set to ${formatShape(value)}`, value } }
  }
  if (given === asked) return [...shape]
  const message = `${formatShape(shape)} are ${asked} numbers; the layer is fed ${given}`
  const rest = sizeOfShape(shape.slice(0, -1))
  if (given % rest !== 0) return { key: 'reshape', message }
  const value = [...shape.slice(0, -1), given / rest]
  return { key: 'reshape', message, fix: { label: `Set to ${formatShape(value)}`, value } }
}

function shapeAfter(layer: LayerRecipe, input: Shape): number[] | ShapeProblem {
  if ('dense' in layer) {
    if (input.length === 1) return [layer.dense]
    const message = `a dense layer needs one row of numbers; it is fed ${formatShape(input)}`
    return { key: 'dense', message, fix: { label: 'Flatten before', before: { flatten: true } } }
  }
  if ('conv' in layer || 'convTranspose' in layer) return afterWindow(layer, input)
  if ('flatten' in layer) return [sizeOfShape(input)]
  if ('reshape' in layer) return afterReshape(layer.reshape, input)
  return [...input]
}

/**
 * The shape that each layer makes of an example of the shape `input`, as far as the layers fit together, and the
 * problem at the layer after the last of them where one doesn't.
 */
export function networkShapes(
  network: readonly LayerRecipe[],
  input: Shape,
): { shapes: number[][]; problem: ShapeProblem | null } {
  const shapes: number[][] = []
  for (const layer of network) {
    const next = shapeAfter(layer, shapes.at(-1) ?? input)
    if (!Array.isArray(next)) return { shapes, problem: next }
    const size = sizeOfShape(next)
    if (size > largest) {
      const message = `makes ${size} numbers of each example; at most ${largest} fit`
      return { shapes, problem: { key: layerKind(layer), message } }
    }
    shapes.push(next)
  }
  return { shapes, problem: null }
}
