import type { InitializationRecipe } from '../../contract/recipe/schema.ts'
import type { RandomStream } from '../random/stream.ts'
import { sizeOf } from '../stateTensor.ts'
import { orthogonalMatrix } from './orthogonal.ts'

/** How many inputs one output adds up, and how many outputs one input reaches. */
export interface Fans {
  in: number
  out: number
}

/**
 * A weight drawn from `stream`. normal: N(0, sd²); xavier: uniform within ±√(6 / (in + out)) (Glorot and Bengio
 * 2010); he: N(0, 2 / in) (He et al. 2015); orthogonal: the weight as a matrix [all other axes, last axis] whose rows
 * or columns, whichever are fewer, are orthonormal, times `gain` (Saxe et al. 2014).
 */
function drawWeight(
  recipe: InitializationRecipe,
  shape: readonly number[],
  fans: Fans,
  stream: RandomStream,
): Float32Array {
  const values = new Float64Array(sizeOf(shape))
  switch (recipe.kind) {
    case 'normal':
      return Float32Array.from(stream.normal(values), (value) => recipe.sd * value)
    case 'he':
      return Float32Array.from(stream.normal(values), (value) => Math.sqrt(2 / fans.in) * value)
    case 'xavier': {
      const limit = Math.sqrt(6 / (fans.in + fans.out))
      return Float32Array.from(stream.uniform(values), (value) => limit * (2 * value - 1))
    }
    case 'orthogonal': {
      const matrix = orthogonalMatrix(stream.normal(values), shape.at(-1)!)
      return Float32Array.from(matrix, (value) => recipe.gain * value)
    }
  }
}

/**
 * A fresh parameter. Biases and shifts are 0 and not drawn. A normalisation's scale is 1, or N(1, sd²) where weights
 * are N(0, sd²), as in the code that Radford et al. (2016) published with DCGAN; their paper speaks of weights only.
 */
export function drawParameter(
  recipe: InitializationRecipe,
  shape: readonly number[],
  start: Fans | 'scale' | 'zero',
  stream: RandomStream,
): Float32Array {
  if (start === 'zero') return new Float32Array(sizeOf(shape))
  if (start !== 'scale') return drawWeight(recipe, shape, start, stream)
  if (recipe.kind !== 'normal') return new Float32Array(sizeOf(shape)).fill(1)
  return Float32Array.from(stream.normal(new Float64Array(sizeOf(shape))), (value) => 1 + recipe.sd * value)
}
