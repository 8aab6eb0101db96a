import { sizeOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { pad, reshape, slice, transpose } from '../operations.ts'
import type { Layout } from './convolutionLayout.ts'

/** The filter [k, k, in, out] as a matrix [places · s · s · in, out], zeros where a place reaches beyond it. */
export function flattened(
  build: GraphBuilder,
  filter: GraphNode,
  { kernel, stride, places, channels, outChannels }: Layout,
) {
  const padded = pad(build, filter, [
    [0, places[0] * stride[0] - kernel[0]],
    [0, places[1] * stride[1] - kernel[1]],
    [0, 0],
    [0, 0],
  ])
  const split = reshape(build, padded, [places[0], stride[0], places[1], stride[1], channels, outChannels])
  const ordered = transpose(build, split, [0, 2, 1, 3, 4, 5])
  return reshape(build, ordered, [sizeOf(places) * sizeOf(stride) * channels, outChannels])
}

/** The reverse of `flattened`. */
export function unflattened(build: GraphBuilder, matrix: GraphNode, layout: Layout): GraphNode {
  const { kernel, stride, places, channels, outChannels } = layout
  const ordered = reshape(build, matrix, [places[0], places[1], stride[0], stride[1], channels, outChannels])
  const split = transpose(build, ordered, [0, 2, 1, 3, 4, 5])
  const whole = reshape(build, split, [places[0] * stride[0], places[1] * stride[1], channels, outChannels])
  return slice(build, whole, [0, 0, 0, 0], [kernel[0], kernel[1], channels, outChannels])
}
