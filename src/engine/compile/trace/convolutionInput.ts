import { sizeOf, type GraphBuilder, type GraphNode } from '../ir.ts'
import { concat, fill, gather, gemm, pad, reshape, slice } from '../operations.ts'
import { fewChannels, type Layout } from './convolutionLayout.ts'
import { flattened } from './flattened.ts'
import { addAt, depthToSpace, eachOf, takePixels, type Pair } from './images.ts'

// The derivative of a convolution by its input.

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

const eachPair = <A, B>(first: readonly A[], second: readonly B[]): [A, B][] =>
  first.flatMap((one) => second.map((other): [A, B] => [one, other]))

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
export function backInput(build: GraphBuilder, dy: GraphNode, filter: GraphNode, layout: Layout): GraphNode {
  const { batch, channels, outChannels, kernel, stride, top, left, height, width } = layout
  if (channels < fewChannels) return spreadThin(build, dy, filter, layout)
  const [tall, wide] = [Math.ceil(height / stride[0]), Math.ceil(width / stride[1])]
  const [down, across] = [tapsOfPixels(kernel[0], stride[0], top), tapsOfPixels(kernel[1], stride[1], left)]
  const blocks = eachOf([tall, wide])
  const rows = batch * blocks.length
  const froms = new Map(
    eachPair(down.flat(), across.flat()).map(([row, column]) => [
      `${row.from} ${column.from}`,
      [row.from, column.from],
    ]),
  )
  const lists = [...froms.values()].map(([below, beside]) =>
    blocks.map(([row, column]): Pair => [row + below!, column + beside!]),
  )
  const taken = takePixels(build, dy, lists).map((pixels) => reshape(build, pixels, [rows, outChannels]))
  const outputs = new Map([...froms.keys()].map((key, index) => [key, taken[index]!]))
  const weights = (row: number, column: number) =>
    reshape(build, slice(build, filter, [row, column, 0, 0], [1, 1, channels, outChannels]), [channels, outChannels])
  const pixels = eachPair(down, across).map((taps) => {
    let sum: GraphNode | undefined
    for (const [row, column] of eachPair(...taps)) {
      const part = outputs.get(`${row.from} ${column.from}`)!
      sum = gemm(build, part, weights(row.at, column.at), false, true, sum)
    }
    const all = sum ?? fill(build, [rows, channels], 0, dy.dtype)
    return reshape(build, all, [batch, blocks.length, channels])
  })
  // Pixel by pixel of a block, each of all blocks: from there to where it belongs.
  const order = eachOf([height, width]).map(([row, column]) => {
    const pixel = (row % stride[0]) * stride[1] + (column % stride[1])
    return (pixel * tall + Math.floor(row / stride[0])) * wide + Math.floor(column / stride[1])
  })
  return reshape(build, gather(build, concat(build, pixels, 1), order, 1), [batch, height, width, channels])
}
