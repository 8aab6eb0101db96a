import type { EngineInfo } from '../../contract/api.ts'
import { findOnnx } from './onnx.ts'
import { findTensorflow } from './tensorflowFiles.ts'

/** The engines there are, and why one can't be used. Loads none of them. */
export function engineInfos(): EngineInfo[] {
  const tensorflow = findTensorflow()
  const missing = typeof tensorflow === 'string'
  const onnx = findOnnx()
  return [
    { id: 'onnx', available: onnx === null, reason: onnx },
    { id: 'wasm', available: true, reason: null },
    { id: 'cpu', available: true, reason: null },
    { id: 'tensorflow', available: !missing, reason: missing ? tensorflow : null },
  ]
}
