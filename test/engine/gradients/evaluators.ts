import '../reference/doublePrecision.ts'
import * as tf from '@tensorflow/tfjs-core'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { loadBackend } from '../../../src/engine/backends/index.ts'
import { plainModel } from '../../../src/engine/compile/onnxGraph.ts'
import { writeModel } from '../../../src/engine/compile/onnx/model.ts'
import { optimize } from '../../../src/engine/compile/passes/index.ts'
import { trace } from '../../../src/engine/compile/trace/index.ts'
import { exactErf, recordInDouble } from './doubleKernels.ts'

export interface NamedShape {
  name: string
  shape: number[]
}

export type Compute = (tensors: Record<string, tf.Tensor>) => readonly tf.Tensor[]
export type Values = Record<string, Float64Array>

/** A way to compute a function of tensors with every number in double precision. */
export interface Evaluator {
  name: string
  prepare(inputs: readonly NamedShape[], compute: Compute): Promise<(values: Values) => Promise<Float64Array[]>>
}

let loading: Promise<unknown> | undefined

/** Loads the backend and the engine's derivative rules the first time only: what replaces them later stays. */
const loaded = () => (loading ??= loadBackend('cpu'))

/** tfjs's plain JavaScript backend, whose arrays are made double beforehand. */
const plainJavaScript: Evaluator = {
  name: 'plain JavaScript',
  prepare: async (inputs, compute) => {
    await loaded()
    exactErf()
    const run = (values: Values) => {
      const results: Float64Array[] = []
      tf.tidy(() => {
        const given = inputs.map(
          ({ name, shape }) => [name, tf.tensor(values[name]! as unknown as Float32Array, shape, 'float32')] as const,
        )
        results.push(...compute(Object.fromEntries(given)).map((tensor) => Float64Array.from(tensor.dataSync())))
      })
      return results
    }
    return (values) => Promise.resolve(run(values))
  },
}

/** The recorded and cleaned-up computation, written with double types and run by onnxruntime. */
const compiled: Evaluator = {
  name: 'compiled, with double types',
  prepare: async (inputs, compute) => {
    await loaded()
    recordInDouble()
    const graph = optimize(trace(inputs, compute))
    const session = await InferenceSession.create(writeModel(plainModel(graph, 'float64')), { intraOpNumThreads: 1 })
    return async (values) => {
      const given = inputs.map(({ name, shape }) => [name, new Tensor('float64', values[name]!, shape)] as const)
      const results = await session.run(Object.fromEntries(given))
      return session.outputNames.map((name) => Float64Array.from(results[name]!.data as Float64Array))
    }
  },
}

export const evaluators: readonly Evaluator[] = [plainJavaScript, compiled]
