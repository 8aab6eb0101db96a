import { sizeOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { concat, gemm, pad, reshape, slice } from '../operations.ts'
import { backInput } from './convolutionInput.ts'
import { fewChannels, layoutOf, type Layout } from './convolutionLayout.ts'
import { flattened, unflattened } from './flattened.ts'
import { eachOf, spaceToDepth, takePixels, windows, type Pair } from './images.ts'
import type { Kernels } from './kernel.ts'

// Convolutions as products of matrices, which onnxruntime has in double precision too, and which are faster than its
// own convolutions with the layout changes they ask for. A stride s turns s × s pixels into channels first, so that
// what is left has stride 1: one product for each of the q × q places of the filter that then remain.

/** The numbers of x that each place of the filter reads: places matrices [batch · h′ · w′, s · s · channels]. */
function read(build: GraphBuilder, x: GraphNode, layout: Layout): GraphNode[] {
  return layout.channels < fewChannels ? readThin(build, x, layout) : readWide(build, x, layout)
}

/** Of few channels it costs least to move whole images. */
function readThin(build: GraphBuilder, x: GraphNode, layout: Layout): GraphNode[] {
  const { batch, channels, stride, blocks, places, outHeight, outWidth, top, left, height, width } = layout
  const [tall, wide] = [blocks[0] * stride[0], blocks[1] * stride[1]]
  const padded = pad(build, x, [
    [0, 0],
    [top, Math.max(0, tall - height - top)],
    [left, Math.max(0, wide - width - left)],
    [0, 0],
  ])
  const reached = slice(build, padded, [0, 0, 0, 0], [batch, tall, wide, channels])
  return windows(build, spaceToDepth(build, reached, stride), places, [outHeight, outWidth])
}

function readWide(build: GraphBuilder, x: GraphNode, layout: Layout): GraphNode[] {
  const { batch, channels, stride, places, outHeight, outWidth, top, left } = layout
  const lists = eachOf(places).map(([placeRow, placeColumn]) =>
    eachOf([outHeight, outWidth]).flatMap(([row, column]) =>
      eachOf(stride).map(([down, across]): Pair => [
        (row + placeRow) * stride[0] + down - top,
        (column + placeColumn) * stride[1] + across - left,
      ]),
    ),
  )
  return takePixels(build, x, lists).map((pixels) =>
    reshape(build, pixels, [batch * outHeight * outWidth, sizeOf(stride) * channels]),
  )
}

/** The rows of a flattened filter that belong to each place. */
function rowsOf(build: GraphBuilder, matrix: GraphNode, places: number): GraphNode[] {
  const [rows, columns] = [matrix.shape[0]! / places, matrix.shape[1]!]
  return Array.from({ length: places }, (_, place) => slice(build, matrix, [place * rows, 0], [rows, columns]))
}

function forward(build: GraphBuilder, x: GraphNode, filter: GraphNode, layout: Layout): GraphNode {
  const { batch, outHeight, outWidth, outChannels, channels } = layout
  const matrix = flattened(build, filter, layout)
  const parts = read(build, x, layout)
  let sum: GraphNode | undefined
  if (channels < fewChannels) sum = gemm(build, concat(build, parts, 1), matrix)
  else {
    const rows = rowsOf(build, matrix, parts.length)
    parts.forEach((part, place) => (sum = gemm(build, part, rows[place]!, false, false, sum)))
  }
  return reshape(build, sum!, [batch, outHeight, outWidth, outChannels])
}

function backFilter(build: GraphBuilder, x: GraphNode, dy: GraphNode, layout: Layout): GraphNode {
  const parts = read(build, x, layout)
  const rows = reshape(build, dy, [sizeOf(dy.shape) / layout.outChannels, layout.outChannels])
  const matrix =
    layout.channels < fewChannels
      ? gemm(build, concat(build, parts, 1), rows, true)
      : concat(
          build,
          parts.map((part) => gemm(build, part, rows, true)),
          0,
        )
  return unflattened(build, matrix, layout)
}

/** A convolution and both of its derivatives, of images [n, h, w, channels]. */
export const convolutionKernels: Kernels = {
  Conv2D: (build, { x, filter }, attributes) =>
    forward(build, x!, filter!, layoutOf(x!.shape, filter!.shape, attributes)),
  Conv2DBackpropFilter: (build, { x, dy }, attributes) =>
    backFilter(build, x!, dy!, layoutOf(x!.shape, attributes['filterShape'] as number[], attributes)),
  Conv2DBackpropInput: (build, { dy, filter }, attributes) =>
    backInput(build, dy!, filter!, layoutOf(attributes['inputShape'] as number[], filter!.shape, attributes)),
}
