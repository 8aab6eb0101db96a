import type { GraphBuilder, GraphNode } from '../ir.ts'

export type KernelInputs = Readonly<Record<string, GraphNode>>
export type KernelAttributes = Readonly<Record<string, unknown>>

/** What one tfjs kernel means as nodes of a graph. */
export type Kernel = (
  build: GraphBuilder,
  inputs: KernelInputs,
  attributes: KernelAttributes,
) => GraphNode | GraphNode[]

export type Kernels = Readonly<Record<string, Kernel>>

/** An axis counted from the end as one from the start. */
export const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis)

/** Axes of a reduction as tfjs gives them: none means all. */
export function axesOf(axis: unknown, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, index) => index)
  return (Array.isArray(axis) ? (axis as number[]) : [axis as number]).map((one) => axisOf(one, rank))
}
