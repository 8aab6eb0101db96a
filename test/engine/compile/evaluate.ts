import * as tf from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import type { Graph } from '../../../src/engine/compile/ir.ts'
import type { Precision } from '../../../src/engine/compile/lower/emitter.ts'
import { writeModel } from '../../../src/engine/compile/onnx/model.ts'
import { plainModel } from '../../../src/engine/compile/onnxGraph.ts'
import { optimize } from '../../../src/engine/compile/passes/index.ts'
import { openSession } from '../../../src/engine/compile/session.ts'
import { trace } from '../../../src/engine/compile/trace/index.ts'
import { loadRuntime } from '../../../src/engine/backends/onnx.ts'

const arrays = { float32: Float32Array, float64: Float64Array }

/** The numbers of a graph's outputs in onnxruntime, in order; inputs in the graph's order. */
async function evaluateGraph(
  graph: Graph,
  inputs: readonly ArrayLike<number>[],
  precision: Precision = 'float32',
): Promise<Float64Array[]> {
  const { Tensor } = await loadRuntime()
  const session = await openSession(writeModel(plainModel(graph, precision)), { threads: 1 })
  try {
    const feeds = graph.inputs.map(({ attributes, shape }, index) => {
      return [String(attributes['name']), new Tensor(precision, arrays[precision].from(inputs[index]!), shape)] as const
    })
    const used = feeds.filter(([name]) => session.inputNames.includes(name))
    const results = await session.run(Object.fromEntries(used))
    return session.outputNames.map((name) => Float64Array.from(results[name]!.data as Float32Array, Number))
  } finally {
    await session.release()
  }
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const differences = Array.from(a, (value, index) => (value === b[index] ? 0 : Math.abs(value - b[index]!)))
  return differences.reduce((most, one) => (one <= most ? most : one), 0) / (1 + Math.max(...Array.from(b, Math.abs)))
}

/** Expects a function of tensors to give the same compiled, with and without the passes, as on the cpu. */
export async function expectSame(
  at: readonly tf.Tensor[],
  compute: (tensors: tf.Tensor[]) => tf.Tensor[],
  tolerance = 1e-6,
): Promise<Graph> {
  const expected = tf.tidy(() => compute([...at]).map((tensor) => ({ shape: tensor.shape, values: tensor.dataSync() })))
  const names = at.map((_, index) => `x${index}`)
  const graph = trace(
    at.map(({ shape }, index) => ({ name: names[index]!, shape })),
    (tensors) => compute(names.map((name) => tensors[name]!)),
  )
  const inputs = at.map((tensor) => tensor.dataSync())
  const better = optimize(graph)
  for (const one of [graph, better]) {
    const results = await evaluateGraph(one, inputs)
    expected.forEach(({ shape, values }, index) => {
      expect(one.outputs[index]!.shape).toEqual(shape)
      expect(results[index]).toHaveLength(values.length)
      expect(furthest(results[index]!, values)).toBeLessThan(tolerance)
    })
  }
  return better
}
