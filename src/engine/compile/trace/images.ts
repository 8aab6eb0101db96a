import type { GraphBuilder, GraphNode } from '../ir.ts'
import { binary, gather, pad, reshape, slice, transpose } from '../operations.ts'

export type Pair = readonly [number, number]

/** Images [n, h, w, c] as blocks of s × s pixels, [n, h / s, w / s, s · s · c]. */
export function spaceToDepth(build: GraphBuilder, x: GraphNode, stride: Pair): GraphNode {
  const [n, height, width, channels] = x.shape as [number, number, number, number]
  const [tall, wide] = [height / stride[0], width / stride[1]]
  const apart = reshape(build, x, [n, tall, stride[0], wide, stride[1], channels])
  const together = transpose(build, apart, [0, 1, 3, 2, 4, 5])
  return reshape(build, together, [n, tall, wide, stride[0] * stride[1] * channels])
}

/** The reverse of `spaceToDepth`. */
export function depthToSpace(build: GraphBuilder, x: GraphNode, stride: Pair): GraphNode {
  const [n, tall, wide, depth] = x.shape as [number, number, number, number]
  const channels = depth / (stride[0] * stride[1])
  const together = reshape(build, x, [n, tall, wide, stride[0], stride[1], channels])
  const apart = transpose(build, together, [0, 1, 3, 2, 4, 5])
  return reshape(build, apart, [n, tall * stride[0], wide * stride[1], channels])
}

/** Every window of `size` pixels, moved by one pixel at a time, as a matrix [n · size, c]; row by row. */
export function windows(build: GraphBuilder, x: GraphNode, places: Pair, size: Pair): GraphNode[] {
  const [n, , , channels] = x.shape as [number, number, number, number]
  return eachOf(places).map(([row, column]) => {
    const window = slice(build, x, [0, row, column, 0], [n, size[0], size[1], channels])
    return reshape(build, window, [n * size[0] * size[1], channels])
  })
}

/** The reverse of taking windows: images [n, h, w, places · depth] whose parts are moved to their places and added. */
export function addAt(build: GraphBuilder, x: GraphNode, places: Pair, depth: number): GraphNode {
  const [n, height, width] = x.shape as [number, number, number, number]
  return eachOf(places)
    .map(([row, column], index) => {
      const part = slice(build, x, [0, 0, 0, index * depth], [n, height, width, depth])
      const below = [row, places[0] - 1 - row]
      const right = [column, places[1] - 1 - column]
      return pad(build, part, [[0, 0], below, right, [0, 0]])
    })
    .reduce((sum, part) => binary(build, 'Add', sum, part))
}

/**
 * For each list of pixels, by row and column: those of every image of [n, h, w, c], as [n, length, c]; zeros where a
 * pixel lies outside.
 */
export function takePixels(build: GraphBuilder, x: GraphNode, lists: readonly (readonly Pair[])[]): GraphNode[] {
  const [n, height, width, channels] = x.shape as [number, number, number, number]
  const outside = height * width
  const indices = lists.map((pixels) =>
    pixels.map(([row, column]) => {
      const inside = row >= 0 && row < height && column >= 0 && column < width
      return inside ? row * width + column : outside
    }),
  )
  const zeros = indices.some((list) => list.includes(outside)) ? 1 : 0
  const all = pad(build, reshape(build, x, [n, outside, channels]), [
    [0, 0],
    [0, zeros],
    [0, 0],
  ])
  return indices.map((list) => gather(build, all, list, 1))
}

/** Rows and columns of a grid, row by row. */
export function eachOf([rows, columns]: Pair): Pair[] {
  return Array.from({ length: rows * columns }, (_, index) => [Math.floor(index / columns), index % columns])
}
