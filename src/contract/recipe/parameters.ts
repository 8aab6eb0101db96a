import type { LayerRecipe } from './layers.ts'
import type { Shape } from './shapes.ts'

/** One trained tensor of a layer. */
export interface ParameterShape {
  /** weight and bias of a product or convolution; scale and shift of a normalisation. */
  name: 'weight' | 'bias' | 'scale' | 'shift'
  /** Weights are [in, out] (dense), [kernel, kernel, in, out] (conv), [kernel, kernel, out, in] (convTranspose). */
  shape: number[]
}

function withBias(weight: number[], outputs: number, bias: boolean | undefined): ParameterShape[] {
  const parameters: ParameterShape[] = [{ name: 'weight', shape: weight }]
  return bias === false ? parameters : [...parameters, { name: 'bias', shape: [outputs] }]
}

/** What a layer trains when examples of this shape are fed to it. */
export function layerParameters(layer: LayerRecipe, input: Shape): ParameterShape[] {
  const last = input.at(-1) ?? 1
  if ('dense' in layer) return withBias([last, layer.dense], layer.dense, layer.bias)
  if ('conv' in layer) {
    return withBias([layer.kernel, layer.kernel, last, layer.conv], layer.conv, layer.bias)
  }
  if ('convTranspose' in layer) {
    return withBias([layer.kernel, layer.kernel, layer.convTranspose, last], layer.convTranspose, layer.bias)
  }
  if ('batchNorm' in layer || 'layerNorm' in layer) {
    return [
      { name: 'scale', shape: [last] },
      { name: 'shift', shape: [last] },
    ]
  }
  return []
}
