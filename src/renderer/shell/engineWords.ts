import type { EngineInfo } from '../../contract/api.ts'

/** What each engine is called in the page. */
export const engineNames: Record<EngineInfo['id'], string> = {
  onnx: 'ONNX Runtime',
  wasm: 'WebAssembly',
  cpu: 'Plain JavaScript',
  tensorflow: 'TensorFlow',
}
