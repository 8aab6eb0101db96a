import type { NamedTensor } from '../../contract/engine.ts'

/** A dense network with ReLU between its layers, for measures: weights [in, out] and biases [out]. */
export interface Classifier {
  readonly inputs: number
  /** Numbers of the last hidden layer, which are an image's features. */
  readonly features: number
  readonly classes: number
  /** Rows of `inputs` numbers to their features and the class each is taken for. */
  read(rows: ArrayLike<number>): { features: Float32Array; classes: Uint8Array }
}

interface Layer {
  weight: Float32Array
  bias: Float32Array
}

/** out = row · weight + bias; skips zeros, of which images and rectified layers are full. */
function dense(
  row: ArrayLike<number>,
  start: number,
  inputs: number,
  { weight, bias }: Layer,
  out: Float64Array,
): void {
  out.set(bias)
  const outputs = bias.length
  for (let i = 0; i < inputs; i++) {
    const value = row[start + i]!
    if (value === 0) continue
    const from = i * outputs
    for (let j = 0; j < outputs; j++) out[j]! += value * weight[from + j]!
  }
}

/** The classifier of tensors named “0.weight”, “0.bias”, “1.weight”, …. */
export function makeClassifier(tensors: readonly NamedTensor[]): Classifier {
  const find = (name: string) => {
    const tensor = tensors.find((one) => one.name === name)
    if (!tensor) throw new Error(`the classifier has no tensor “${name}”`)
    return tensor.values
  }
  const layers = Array.from({ length: tensors.length / 2 }, (_, index): Layer => {
    return { weight: find(`${index}.weight`), bias: find(`${index}.bias`) }
  })
  const widths = [layers[0]!.weight.length / layers[0]!.bias.length, ...layers.map(({ bias }) => bias.length)]
  const [inputs, features, classes] = [widths[0]!, widths.at(-2)!, widths.at(-1)!]
  return {
    inputs,
    features,
    classes,
    read(rows) {
      const count = rows.length / inputs
      const found = { features: new Float32Array(count * features), classes: new Uint8Array(count) }
      const values = layers.map(({ bias }) => new Float64Array(bias.length))
      for (let row = 0; row < count; row++) {
        for (const [index, layer] of layers.entries()) {
          const [source, start] = index === 0 ? [rows, row * inputs] : [values[index - 1]!, 0]
          dense(source, start, widths[index]!, layer, values[index]!)
          if (index < layers.length - 1)
            for (const [i, value] of values[index]!.entries()) values[index]![i] = Math.max(0, value)
        }
        found.features.set(values.at(-2)!, row * features)
        const scores = values.at(-1)!
        found.classes[row] = scores.indexOf(Math.max(...scores))
      }
      return found
    },
  }
}

/** Classes of which at least this share of the images (of as many classes as there are) is one: those covered. */
const leastShare = 0.2

/** How many classes a generator covers: of each, at least a fifth of an even share. */
export function classesCovered(classes: Uint8Array, of: number): number {
  const counts = new Uint32Array(of)
  for (const one of classes) counts[one]!++
  return counts.filter((count) => count >= (leastShare * classes.length) / of).length
}
