import { activationOf, type Activation, type LayerOf, type LayerRecipe } from '../../../contract/recipe/layers.ts'
import { sigmoid, softplus } from './lossFacts.ts'
import { networkShapes, sizeOfShape, type Shape } from '../../../contract/recipe/shapes.ts'

export interface Fans {
  in: number
  out: number
}

/** How many examples there are, and the shape of one before and after the layer. */
interface Sizes {
  count: number
  input: Shape
  output: Shape
}

type Draw = (fans: Fans) => number

/** Abramowitz and Stegun 7.1.26: to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const sum = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592].reduce((s, c) => (s + c) * t, 0)
  return Math.sign(x) * (1 - sum * Math.exp(-x * x))
}

const activate: Record<Activation, (x: number, slope: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  leakyRelu: (x, slope) => (x < 0 ? slope * x : x),
  tanh: Math.tanh,
  sigmoid,
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  gelu: (x) => (x / 2) * (1 + erf(x * Math.SQRT1_2)),
  softplus,
}

/** Multiplications that one example costs in a generator. */
export function productsOf(network: readonly LayerRecipe[], inputs: number): number {
  const { shapes } = networkShapes(network, [inputs])
  const products = network.map((layer, index) => {
    const [input, output] = [shapes[index - 1] ?? [inputs], shapes[index] ?? []]
    if ('dense' in layer) return sizeOfShape(input) * layer.dense
    if ('conv' in layer) return sizeOfShape(output) * (input.at(-1) ?? 1) * layer.kernel ** 2
    if ('convTranspose' in layer) return sizeOfShape(input) * (output.at(-1) ?? 1) * layer.kernel ** 2
    return sizeOfShape(output)
  })
  return products.reduce((sum, one) => sum + one, 1)
}

function dense(values: Float32Array, { count, input, output }: Sizes, draw: Draw): Float32Array {
  const [inputs, outputs] = [sizeOfShape(input), sizeOfShape(output)]
  const weights = Float32Array.from({ length: inputs * outputs }, () => draw({ in: inputs, out: outputs }))
  const sums = new Float32Array(count * outputs)
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < inputs; i++) {
      const x = values[row * inputs + i]!
      for (let j = 0; j < outputs; j++) sums[row * outputs + j]! += x * weights[i * outputs + j]!
    }
  }
  return sums
}

/**
 * A convolution, or a transposed one: both go from a small image to a large one or back through the same window, so
 * that one pair of places after another passes its numbers on.
 */
function windowed(
  layer: LayerOf<'conv' | 'convTranspose'>,
  values: Float32Array,
  { count, input, output }: Sizes,
  draw: Draw,
): Float32Array {
  const [height, width, inputs] = input as [number, number, number]
  const [newHeight, newWidth, outputs] = output as [number, number, number]
  const { kernel, stride } = layer
  const back = 'convTranspose' in layer
  const [small, large] = back ? [input, output] : [output, input]
  const before = [0, 1].map((axis) =>
    layer.padding === 'valid' ? 0 : Math.max(0, ((small[axis]! - 1) * stride + kernel - large[axis]!) >> 1),
  )
  const share = (kernel / stride) ** 2
  const fans = back
    ? { in: share * inputs, out: kernel ** 2 * outputs }
    : { in: kernel ** 2 * inputs, out: share * outputs }
  const weights = Float32Array.from({ length: kernel ** 2 * inputs * outputs }, () => draw(fans))
  const sums = new Float32Array(count * newHeight * newWidth * outputs)
  const [smallHeight, smallWidth, largeHeight, largeWidth] = [small[0]!, small[1]!, large[0]!, large[1]!]
  for (let place = 0; place < count * smallHeight * smallWidth * kernel ** 2; place++) {
    const tap = place % kernel ** 2
    const at = Math.floor(place / kernel ** 2)
    const [x, y, example] = [
      at % smallWidth,
      Math.floor(at / smallWidth) % smallHeight,
      Math.floor(at / smallWidth / smallHeight),
    ]
    const largeX = x * stride + (tap % kernel) - before[1]!
    const largeY = y * stride + Math.floor(tap / kernel) - before[0]!
    if (largeX < 0 || largeX >= largeWidth || largeY < 0 || largeY >= largeHeight) continue
    const [fromX, fromY, toX, toY] = back ? [x, y, largeX, largeY] : [largeX, largeY, x, y]
    const from = ((example * height + fromY) * width + fromX) * inputs
    const to = ((example * newHeight + toY) * newWidth + toX) * outputs
    for (let i = 0; i < inputs; i++) {
      const value = values[from + i]!
      const weight = (tap * inputs + i) * outputs
      for (let j = 0; j < outputs; j++) sums[to + j]! += value * weights[weight + j]!
    }
  }
  return sums
}

/** Numbers that belong together, each less their mean, over their deviation. `group` tells where a number belongs. */
function normalized(values: Float32Array, groups: number, group: (index: number) => number): Float32Array {
  const [sums, squares, counts] = [new Float64Array(groups), new Float64Array(groups), new Float64Array(groups)]
  values.forEach((value, index) => {
    const own = group(index)
    sums[own]! += value
    squares[own]! += value * value
    counts[own]!++
  })
  return values.map((value, index) => {
    const own = group(index)
    const mean = sums[own]! / counts[own]!
    return (value - mean) / Math.sqrt(squares[own]! / counts[own]! - mean * mean + 1e-5)
  })
}

/** What a layer with fresh weights makes of some examples. Dropout does nothing outside training. */
export function sketchLayer(layer: LayerRecipe, values: Float32Array, sizes: Sizes, draw: Draw): Float32Array {
  const sums =
    'dense' in layer
      ? dense(values, sizes, draw)
      : 'conv' in layer || 'convTranspose' in layer
        ? windowed(layer, values, sizes, draw)
        : 'batchNorm' in layer
          ? normalized(values, sizes.input.at(-1)!, (index) => index % sizes.input.at(-1)!)
          : 'layerNorm' in layer
            ? normalized(values, sizes.count, (index) => Math.floor(index / sizeOfShape(sizes.input)))
            : values
  const apply = activate[activationOf(layer)]
  const slope = ('slope' in layer ? layer.slope : undefined) ?? 0.2
  return sums.map((x) => apply(x, slope))
}
