import type { Checkpoint } from '../../contract/engine.ts'
import { gaussian, type Density } from '../datasets/density.ts'

/** A linear generator of points: x = z·W + b with z ~ N(0, I₂), so that x ~ N(b, WᵀW). */
export interface LinearGenerator {
  /** W, row by row. */
  weight: readonly [number, number, number, number]
  bias: readonly [number, number]
}

/** [xx, xy, yy] of WᵀW. */
export function covarianceOf({ weight: [a, b, c, d] }: LinearGenerator): readonly [number, number, number] {
  return [a * a + c * c, a * b + c * d, b * b + d * d]
}

export const densityOf = (generator: LinearGenerator): Density => gaussian(generator.bias, covarianceOf(generator))

/** The generator in a checkpoint of a GAN whose G is one linear layer of two numbers. */
export function generatorOf(checkpoint: Checkpoint): LinearGenerator {
  const values = (name: string) => [...checkpoint.tensors.find((one) => one.name === name)!.values]
  return {
    weight: values('generator.0.weight') as unknown as LinearGenerator['weight'],
    bias: values('generator.0.bias') as unknown as LinearGenerator['bias'],
  }
}
