import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { registerFilterGradient } from './wasmConvolution.ts'

let loaded = false

/** tfjs's WebAssembly backend, whose binaries lie in its own package. tfjs runs it on one thread under Node. */
export async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')
  setWasmPaths(join(dirname(entry), 'dist') + sep)
  if (!loaded) registerFilterGradient()
  loaded = true
}
