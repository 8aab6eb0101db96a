import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import util from 'node:util'
import { WorkbenchError } from '../../contract/errors.ts'
import { findTensorflow } from './tensorflowFiles.ts'

/** What there is to record of native TensorFlow once it is loaded. */
interface Loaded {
  /** Version of TensorFlow, beside that of TensorFlow.js. */
  version: string
  threads: number
}

type Backend = Parameters<typeof tf.registerBackend>[1] extends () => infer Made ? Awaited<Made> : never
interface KernelBackendModule {
  NodeJSKernelBackend: new (binding: unknown, packageName: string) => Backend
}

let loaded: Loaded | undefined

/** tfjs-node 4.22 asks these of `util`, from which later versions of Node removed them or warn of them. */
export function restoreUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  })
}

/** TensorFlow reads these from the environment when its first context is made, and never again. */
function setEnvironment(threads: number): void {
  Object.assign(process.env, {
    TF_NUM_INTRAOP_THREADS: String(threads),
    // Kernels are run one after the other: there is nothing to do in parallel between them.
    TF_NUM_INTEROP_THREADS: '1',
    // Measured: no faster with oneDNN on steps of this size, and its way of adding up depends on the processor.
    TF_ENABLE_ONEDNN_OPTS: '0',
    // Its notices on the machine's processor would fill what is read as an engine's last words.
    TF_CPP_MIN_LOG_LEVEL: '2',
  })
}

/** Importing all of TensorFlow.js registers derivatives too, some of them wrong to second order: see ../gradients. */
function forgetGradients(): void {
  for (const { kernelName } of tf.getKernelsForBackend('tensorflow')) {
    if (tf.getGradient(kernelName)) tf.unregisterGradient(kernelName)
  }
}

/**
 * Native TensorFlow through tfjs-node, whose binding lies outside node_modules: its own entry would look for one
 * inside, so that its parts are put together here. The number of threads is settled by the first call in a process.
 * Throws unavailable with the command that sets it up.
 */
export function loadTensorflow(threads: number): Loaded {
  if (loaded) return loaded
  const files = findTensorflow()
  if (typeof files === 'string') throw new WorkbenchError('unavailable', files)
  setEnvironment(threads)
  restoreUtil()
  const require = createRequire(import.meta.url)
  try {
    const binding: unknown = require(files.binding)
    require('@tensorflow/tfjs-node/dist/register_all_kernels.js')
    const { NodeJSKernelBackend } =
      require('@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js') as KernelBackendModule
    tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'))
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new WorkbenchError(
      'unavailable',
      `TensorFlow’s native library is set up but does not load (${said}). Run npm run setup:tensorflow -- --remove, then npm run setup:tensorflow.`,
    )
  }
  forgetGradients()
  loaded = { version: files.version, threads }
  return loaded
}
