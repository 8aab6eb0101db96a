import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type * as onnxruntime from 'onnxruntime-node'
import { WorkbenchError } from '../../contract/errors.ts'
import { findPackage } from './filesOf.ts'

/** Why onnxruntime can't be used on this machine; null where it can. Looks for its binary, and loads nothing. */
export function findOnnx(): string | null {
  const found = findPackage('onnxruntime-node')
  if (!found) return 'onnxruntime is not installed; npm ci --ignore-scripts in the workbench’s folder puts it back.'
  const { platform, arch } = process
  const binary = join(found.folder, 'bin', 'napi-v6', platform, arch, 'onnxruntime_binding.node')
  return existsSync(binary)
    ? null
    : `onnxruntime ${found.version} is not published for this computer (${platform}, ${arch}).`
}

let runtime: typeof onnxruntime | undefined

/** onnxruntime, loaded when it is first asked for. Throws unavailable where it doesn't load. */
export async function loadRuntime(): Promise<typeof onnxruntime> {
  const missing = findOnnx()
  if (missing) throw new WorkbenchError('unavailable', `the engine “onnx” can’t be used: ${missing}`)
  try {
    runtime ??= await import('onnxruntime-node')
    return runtime
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new WorkbenchError(
      'unavailable',
      `onnxruntime is installed but does not load (${said}). Take another engine, such as “wasm”.`,
    )
  }
}

/** Loads onnxruntime and gives its version. */
export async function loadOnnx(): Promise<string> {
  const { env } = await loadRuntime()
  return env.versions.node ?? env.versions.common
}
