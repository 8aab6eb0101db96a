import type { InitializationRecipe } from '../../contract/recipe/schema.ts'
import type { RandomStream } from '../random/stream.ts'

/**
 * A weight matrix [in, out] drawn from `stream`. normal: N(0, sd²); xavier: uniform within ±√(6 / (in + out))
 * (Glorot and Bengio 2010); he: N(0, 2 / in) (He et al. 2015). Biases start at 0 and are not drawn.
 */
export function drawWeights(
  recipe: InitializationRecipe,
  inputs: number,
  outputs: number,
  stream: RandomStream,
): Float32Array {
  const values = new Float64Array(inputs * outputs)
  switch (recipe.kind) {
    case 'normal':
      return Float32Array.from(stream.normal(values), (value) => recipe.sd * value)
    case 'he':
      return Float32Array.from(stream.normal(values), (value) => Math.sqrt(2 / inputs) * value)
    case 'xavier': {
      const limit = Math.sqrt(6 / (inputs + outputs))
      return Float32Array.from(stream.uniform(values), (value) => limit * (2 * value - 1))
    }
  }
}
