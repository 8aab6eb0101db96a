import * as tf from '@tensorflow/tfjs-core'
import { WorkbenchError } from '../../../contract/errors.ts'
import { currentOrigin, originOf, withOrigins } from '../../origins.ts'
import { GraphBuilder, type Graph, type GraphNode } from '../ir.ts'
import { UncoveredError } from '../uncovered.ts'
import { TraceBackend } from './backend.ts'
import { convolutionKernels } from './convolution.ts'
import { elementwiseKernels } from './elementwise.ts'
import type { Kernels } from './kernel.ts'
import { matrixKernels } from './matrix.ts'
import { shapeKernels } from './shape.ts'

const kernels: Kernels = { ...elementwiseKernels, ...shapeKernels, ...matrixKernels, ...convolutionKernels }

/** Operations in one step above which compiling would take minutes, and training be slow all the same. */
const mostNodes = 20_000

let backend: TraceBackend | undefined

/** Where a node of a recording comes from: a kernel, and the part of the recipe that asked for it. */
interface Origin {
  kernel: string | null
  part: string | null
}

const origins = new WeakMap<GraphNode, Origin>()
let kernelUnderWay: string | null = null

/** Where a node of a recording comes from. */
export const originOfNode = (node: GraphNode): Origin => origins.get(node) ?? { kernel: null, part: null }

function nodesOfInputs(trace: TraceBackend, inputs: object): Record<string, ReturnType<TraceBackend['nodes']['get']>> {
  const given = Object.entries(inputs as Record<string, tf.TensorInfo | undefined>)
  return Object.fromEntries(
    given.flatMap(([name, tensor]) => (tensor ? [[name, trace.nodes.get(tensor.dataId)] as const] : [])),
  )
}

function register(): TraceBackend {
  const trace = new TraceBackend()
  tf.registerBackend('trace', () => trace)
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    tf.registerKernel({
      kernelName,
      backendName: 'trace',
      kernelFunc: ({ inputs, attrs }) => {
        const build = trace.build!
        if (build.count > mostNodes) throw tooLarge()
        kernelUnderWay = kernelName
        const made = kernel(build, nodesOfInputs(trace, inputs), (attrs ?? {}) as Record<string, unknown>)
        kernelUnderWay = null
        return Array.isArray(made) ? made.map((node) => trace.infoOf(node)) : trace.infoOf(made)
      },
    })
  }
  return trace
}

function tooLarge(): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    `one step of this recipe is more than ${mostNodes} operations, too many to compile; lower schedule.discriminatorSteps or the number of layers, or take the engine “wasm”`,
  )
}

/** tfjs names a kernel that a backend lacks in the message only. */
function explain(error: unknown): unknown {
  const kernel = error instanceof Error && /Kernel '(\w+)' not registered for backend 'trace'/.exec(error.message)?.[1]
  return kernel ? new UncoveredError(kernel, { kernel, part: originOf(error) }) : error
}

/**
 * Records what a function of tensors computes. `inputs` are given to it by name; the graph's outputs are the tensors it
 * returns, in order. The backend in use before is in use again afterwards. Throws UncoveredError on a kernel that is
 * not in the table, and bad-input where the recording grows without bound.
 */
export function trace(
  inputs: readonly { name: string; shape: readonly number[] }[],
  compute: (tensors: Record<string, tf.Tensor>) => readonly tf.Tensor[],
): Graph {
  backend ??= register()
  const recorder = backend
  const before = tf.getBackend() as string | undefined
  const build = new GraphBuilder((node) => {
    const part = currentOrigin()
    if (part !== null) origins.set(node, { kernel: kernelUnderWay, part })
  })
  recorder.build = build
  void tf.setBackend('trace')
  try {
    const given = inputs.map(({ name, shape }) => build.input(name, shape))
    let graph: Graph | undefined
    tf.tidy(() => {
      const tensors = Object.fromEntries(given.map((node, index) => [inputs[index]!.name, recorder.tensorOf(node)]))
      const outputs = withOrigins(() => compute(tensors)).map(({ dataId }) => recorder.nodes.get(dataId))
      graph = { inputs: given, outputs }
    })
    return graph!
  } catch (error) {
    throw explain(error)
  } finally {
    recorder.build = undefined
    kernelUnderWay = null
    if (before) void tf.setBackend(before)
  }
}
