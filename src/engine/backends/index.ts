import * as tf from '@tensorflow/tfjs-core'
import type { BackendId, BackendRecord } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { registerGradients } from '../gradients/index.ts'
import { loadCpu } from './cpu.ts'
import { loadOnnx } from './onnx.ts'
import { loadTensorflow } from './tensorflow.ts'
import { loadWasm } from './wasm.ts'

/** What loading a backend gives to record. tfjs's own backends compute on one thread under Node. */
async function load(id: BackendId, threads: number): Promise<BackendRecord> {
  switch (id) {
    case 'wasm':
      await loadWasm()
      return { id, version: tf.version_core, threads: 1 }
    case 'onnx':
      return { id, version: `${tf.version_core}, onnxruntime ${await loadOnnx()}`, threads }
    case 'cpu':
      await loadCpu()
      return { id, version: tf.version_core, threads: 1 }
    case 'tensorflow': {
      const native = loadTensorflow(threads)
      return { id, version: `${tf.version_core}, TensorFlow ${native.version}`, threads: native.threads }
    }
  }
}

/**
 * Loads a backend and makes it the one that computes: the only place that picks. Returns what there is to record;
 * `threads` in it is the number it really uses. Throws unavailable when it can't be loaded.
 */
export async function loadBackend(id: BackendId, threads = 1): Promise<BackendRecord> {
  // Leaves out tfjs's own checks of every kernel's result, and its advice on the console.
  tf.enableProdMode()
  const record = await load(id, threads)
  registerGradients()
  // It computes without tfjs, which records for it what there is to compute.
  if (id === 'onnx') return record
  if (!(await tf.setBackend(id))) {
    throw new WorkbenchError(
      'unavailable',
      `the engine “${id}” could not be loaded on this machine; try another engine`,
    )
  }
  return record
}
