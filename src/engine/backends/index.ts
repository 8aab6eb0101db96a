import * as tf from '@tensorflow/tfjs-core'
import type { BackendId, BackendRecord } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { registerGradients } from '../gradients/index.ts'
import { loadCpu } from './cpu.ts'
import { loadWasm } from './wasm.ts'

/**
 * Loads a backend and makes it the one that computes: the only place that picks. Returns what there is to record;
 * `threads` in it is the number it really uses: tfjs gives neither more than one under Node. Throws unavailable when it can't be loaded.
 */
export async function loadBackend(id: BackendId): Promise<BackendRecord> {
  // Leaves out tfjs's own checks of every kernel's result, and its advice on the console.
  tf.enableProdMode()
  const load = id === 'wasm' ? loadWasm : loadCpu
  await load()
  registerGradients()
  if (!(await tf.setBackend(id))) {
    throw new WorkbenchError(
      'unavailable',
      `the engine “${id}” could not be loaded on this machine; try another engine`,
    )
  }
  return { id, version: tf.version_core, threads: 1 }
}
