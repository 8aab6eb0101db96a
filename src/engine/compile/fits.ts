import type { InferenceSession } from 'onnxruntime-node'

/** What a model reads or gives, with a null for a length that each call settles. */
export interface Wanted {
  name: string
  shape: readonly (number | null)[]
}

const sameLength = (found: number | string, wanted: number | null) =>
  wanted === null ? typeof found === 'string' : found === wanted

/** Throws where what a session reads or gives is not this, as with a model that was kept for another program. */
export function checkFits(found: InferenceSession['inputMetadata'], wanted: readonly Wanted[]): void {
  const shapes = new Map(found.map((value) => [value.name, value.isTensor ? value.shape : undefined]))
  const same = wanted.every(({ name, shape }) => {
    const own = shapes.get(name)
    return own?.length === shape.length && own.every((length, axis) => sameLength(length, shape[axis]!))
  })
  if (!same || found.length !== wanted.length) throw new Error('this model is that of another program')
}
