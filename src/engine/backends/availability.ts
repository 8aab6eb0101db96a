import type { EngineInfo } from '../../contract/api.ts'

/** The engines there are, and why one can't be used. Loads none of them. */
export function engineInfos(): EngineInfo[] {
  return [
    { id: 'wasm', available: true, reason: null },
    { id: 'cpu', available: true, reason: null },
    { id: 'tensorflow', available: false, reason: 'TensorFlow’s native library is not set up on this machine.' },
  ]
}
