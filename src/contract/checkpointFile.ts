import type { Checkpoint } from './engine.ts'
import { WorkbenchError } from './errors.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

/** JSON would quietly turn these into something else, and the run would go on differently. */
function onlyPlainJson(key: string, value: unknown): unknown {
  const plain =
    typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'bigint' && !ArrayBuffer.isView(value)
  if (!plain)
    throw new WorkbenchError('internal', `“${key}” of the checkpoint’s state can’t be kept as JSON: ${String(value)}`)
  return value
}

/**
 * A checkpoint as a safetensors file: its tensors, with "step" and "state" (JSON) in the metadata beside `metadata`,
 * such as the recipe that the file is about.
 */
export function encodeCheckpoint(checkpoint: Checkpoint, metadata: Record<string, string> = {}): Uint8Array {
  const state = JSON.stringify(checkpoint.state ?? null, onlyPlainJson)
  return encodeSafetensors({
    tensors: checkpoint.tensors,
    metadata: { ...metadata, step: String(checkpoint.step), state },
  })
}

/** The reverse of `encodeCheckpoint`; further metadata is left out. Throws bad-input for a file that is no checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes)
  const step = Number(metadata['step'] ?? NaN)
  if (!Number.isSafeInteger(step) || step < 0 || metadata['state'] === undefined) {
    throw new WorkbenchError(
      'bad-input',
      'the safetensors file is not a checkpoint: its metadata has no step and state',
    )
  }
  return { step, tensors, state: JSON.parse(metadata['state']) as unknown }
}
