/** A dense network in plain loops and double precision, written on its own so that it can check the engine. */
export interface ReferenceLayer {
  /** weight[input][output] */
  weight: number[][]
  bias: number[]
  activation: string
  slope: number
}

function activate(x: number, { activation, slope }: ReferenceLayer): number {
  if (activation === 'relu') return x > 0 ? x : 0
  if (activation === 'leakyRelu') return x > 0 ? x : slope * x
  if (activation === 'tanh') return Math.tanh(x)
  if (activation === 'sigmoid') return 1 / (1 + Math.exp(-x))
  return x
}

function derivative(x: number, y: number, { activation, slope }: ReferenceLayer): number {
  if (activation === 'relu') return x > 0 ? 1 : 0
  if (activation === 'leakyRelu') return x > 0 ? 1 : slope
  if (activation === 'tanh') return 1 - y * y
  if (activation === 'sigmoid') return y * (1 - y)
  return 1
}

interface Pass {
  /** Input of every layer, then the last output: one row an example. */
  values: number[][][]
  /** Every layer's sums before its activation. */
  sums: number[][][]
  output: number[][]
}

export function forward(layers: ReferenceLayer[], input: number[][]): Pass {
  const values = [input]
  const sums: number[][][] = []
  for (const layer of layers) {
    const sum = values
      .at(-1)!
      .map((row) =>
        layer.bias.map((bias, out) => row.reduce((total, value, at) => total + value * layer.weight[at]![out]!, bias)),
      )
    sums.push(sum)
    values.push(sum.map((row) => row.map((x) => activate(x, layer))))
  }
  return { values, sums, output: values.at(-1)! }
}

export interface LayerGradient {
  weight: number[][]
  bias: number[]
}

/** Back-propagates the derivative of a loss by every output: gradients by every parameter and by the input. */
export function backward(
  layers: ReferenceLayer[],
  { values, sums }: Pass,
  outputGradient: number[][],
): { layers: LayerGradient[]; input: number[][] } {
  const gradients: LayerGradient[] = []
  let upstream = outputGradient
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!
    const [before, after, sum] = [values[index]!, values[index + 1]!, sums[index]!]
    const local = upstream.map((row, example) =>
      row.map((value, out) => value * derivative(sum[example]![out]!, after[example]![out]!, layer)),
    )
    const weight = layer.weight.map((row, at) =>
      row.map((_, out) => local.reduce((total, one, example) => total + before[example]![at]! * one[out]!, 0)),
    )
    const bias = layer.bias.map((_, out) => local.reduce((total, one) => total + one[out]!, 0))
    gradients.unshift({ weight, bias })
    upstream = local.map((one) =>
      layer.weight.map((row) => row.reduce((total, value, out) => total + value * one[out]!, 0)),
    )
  }
  return { layers: gradients, input: upstream }
}
