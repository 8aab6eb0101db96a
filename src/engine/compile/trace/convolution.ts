import { backend_util } from '@tensorflow/tfjs-core'
import { sizeOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { concat, fill, gemm, pad, reshape, slice, transpose } from '../operations.ts'
import { addAt, depthToSpace, spaceToDepth, windows } from './images.ts'
import type { KernelAttributes, Kernels } from './kernel.ts'

// Convolutions as products of matrices, which onnxruntime has in double precision too, and which are faster than its
// own convolutions with the layout changes they ask for. A stride s turns s × s pixels into channels first, so that
// what is left has stride 1: one product for each of the q × q places of the filter that then remain.

/** Channels below which the parts of all places are put side by side for one product: single ones would be too thin. */
const fewChannels = 8

interface Layout {
  batch: number
  /** Of x. */
  height: number
  width: number
  channels: number
  /** Of y. */
  outHeight: number
  outWidth: number
  outChannels: number
  kernel: [number, number]
  stride: [number, number]
  top: number
  left: number
  /** Places of the filter along each axis, in blocks of a stride. */
  places: [number, number]
  /** Blocks of x that the filter reaches along each axis. */
  blocks: [number, number]
}

function layoutOf(x: readonly number[], filter: readonly number[], attributes: KernelAttributes): Layout {
  const { strides, pad: padding, dimRoundingMode, dataFormat } = attributes
  if (dataFormat && dataFormat !== 'NHWC') throw new Error(`a convolution of data in the order ${String(dataFormat)}`)
  const info = backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    strides as number,
    1,
    padding as 'same' | 'valid' | number,
    dimRoundingMode as 'floor' | undefined,
  )
  const kernel: [number, number] = [info.filterHeight, info.filterWidth]
  const stride: [number, number] = [info.strideHeight, info.strideWidth]
  const places: [number, number] = [Math.ceil(kernel[0] / stride[0]), Math.ceil(kernel[1] / stride[1])]
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    kernel,
    stride,
    top: info.padInfo.top,
    left: info.padInfo.left,
    places,
    blocks: [info.outHeight + places[0] - 1, info.outWidth + places[1] - 1],
  }
}

/** The numbers of x that each place of the filter reads: places matrices [batch · h′ · w′, s · s · channels]. */
function read(build: GraphBuilder, x: GraphNode, layout: Layout): GraphNode[] {
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

/** The filter [k, k, in, out] as a matrix [places · s · s · in, out], zeros where a place reaches beyond it. */
function flattened(build: GraphBuilder, filter: GraphNode, { kernel, stride, places, channels, outChannels }: Layout) {
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
function unflattened(build: GraphBuilder, matrix: GraphNode, layout: Layout): GraphNode {
  const { kernel, stride, places, channels, outChannels } = layout
  const ordered = reshape(build, matrix, [places[0], places[1], stride[0], stride[1], channels, outChannels])
  const split = transpose(build, ordered, [0, 2, 1, 3, 4, 5])
  const whole = reshape(build, split, [places[0] * stride[0], places[1] * stride[1], channels, outChannels])
  return slice(build, whole, [0, 0, 0, 0], [kernel[0], kernel[1], channels, outChannels])
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

/** Thin products: all places at once, each moved to where it belongs and added there. */
function spreadThin(build: GraphBuilder, dy: GraphNode, filter: GraphNode, layout: Layout): GraphNode {
  const { batch, channels, outChannels, outHeight, outWidth, stride, places, top, left, height, width } = layout
  const depth = sizeOf(stride) * channels
  const rows = reshape(build, dy, [batch * outHeight * outWidth, outChannels])
  const all = gemm(build, rows, flattened(build, filter, layout), false, true)
  const sum = addAt(build, reshape(build, all, [batch, outHeight, outWidth, sizeOf(places) * depth]), places, depth)
  const pixels = depthToSpace(build, sum, stride)
  const [tall, wide] = [pixels.shape[1]!, pixels.shape[2]!]
  const enough = pad(build, pixels, [
    [0, 0],
    [0, Math.max(0, top + height - tall)],
    [0, Math.max(0, left + width - wide)],
    [0, 0],
  ])
  return slice(build, enough, [0, top, left, 0], [batch, height, width, channels])
}

/** One of the filter's taps along an axis, and how far before or after a block lies the output that it brings. */
interface Tap {
  at: number
  from: number
}

/** For each of the s pixels of a block along an axis: the taps through which outputs reach it. */
function tapsOfPixels(kernel: number, stride: number, before: number): Tap[][] {
  return Array.from({ length: stride }, (_, pixel) =>
    Array.from({ length: kernel }, (_, at) => ({ at, from: (pixel + before - at) / stride })).filter(({ from }) =>
      Number.isInteger(from),
    ),
  )
}

/**
 * Each of the s × s pixels of a block by itself: it is reached through every s-th tap along an axis, so that nothing is
 * multiplied with a zero but at the image's edges.
 */
function backInput(build: GraphBuilder, dy: GraphNode, filter: GraphNode, layout: Layout): GraphNode {
  const { batch, channels, outChannels, outHeight, outWidth, kernel, stride, top, left, height, width } = layout
  if (channels < fewChannels) return spreadThin(build, dy, filter, layout)
  const [tall, wide] = [Math.ceil(height / stride[0]), Math.ceil(width / stride[1])]
  const [down, across] = [tapsOfPixels(kernel[0], stride[0], top), tapsOfPixels(kernel[1], stride[1], left)]
  const around = (taps: Tap[][], length: number, outputs: number) => {
    const from = taps.flat().map((tap) => tap.from)
    return [Math.max(0, -Math.min(...from)), Math.max(0, Math.max(...from) + length - outputs)] as const
  }
  const [above, beside] = [around(down, tall, outHeight), around(across, wide, outWidth)]
  const padded = pad(build, dy, [[0, 0], above, beside, [0, 0]])
  const outputs = (row: number, column: number) => {
    const begin = [0, row + above[0], column + beside[0], 0]
    return reshape(build, slice(build, padded, begin, [batch, tall, wide, outChannels]), [
      batch * tall * wide,
      outChannels,
    ])
  }
  const weights = (row: number, column: number) =>
    reshape(build, slice(build, filter, [row, column, 0, 0], [1, 1, channels, outChannels]), [channels, outChannels])
  const pixels = down.flatMap((rows) =>
    across.map((columns) => {
      let sum: GraphNode | undefined
      for (const row of rows) {
        for (const column of columns) {
          sum = gemm(build, outputs(row.from, column.from), weights(row.at, column.at), false, true, sum)
        }
      }
      return sum ?? fill(build, [batch * tall * wide, channels], 0, dy.dtype)
    }),
  )
  const blocks = reshape(build, concat(build, pixels, 1), [batch, tall, wide, sizeOf(stride) * channels])
  return slice(build, depthToSpace(build, blocks, stride), [0, 0, 0, 0], [batch, height, width, channels])
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
