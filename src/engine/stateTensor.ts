/** A tensor with the name it has in a checkpoint. */
interface NamedShape {
  name: string
  shape: number[]
}

/** One tensor of a run's state: in checkpoints it is the parts, one after the other. */
export interface StateTensor {
  shape: number[]
  parts: readonly NamedShape[]
}

/** Numbers in a tensor of this shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)
