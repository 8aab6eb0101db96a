import * as tf from '@tensorflow/tfjs-core'
import type { StabilizerOf } from '../../contract/recipe/stabilizers.ts'
import type { ProgramInput } from '../program.ts'

/** Blurs what D sees of one batch; `inputs` are the numbers drawn for it. */
export interface Sight {
  inputs: ProgramInput[]
  see(rows: tf.Tensor2D, given: Readonly<Record<string, tf.Tensor>>): tf.Tensor2D
}

const standardDeviation = 'instanceNoise.sd'

/** The schedule's number: σ falls in a straight line from `sd` at step 0 to 0 after the share `until` of the steps. */
export function instanceNoiseSchedule(recipe: StabilizerOf<'instanceNoise'>, steps: number): ProgramInput {
  const { sd, until } = recipe
  const at = (step: number) => sd * Math.max(0, 1 - step / (until * steps))
  const clock = { name: 'instanceNoise', of: JSON.stringify({ sd, until }), label: 'the instance noise' }
  return { name: standardDeviation, shape: [], source: { kind: 'number', at, clock } }
}

/**
 * x + σε with ε ~ N(0, 1), for a batch of this shape; without instance noise D sees what there is.
 * Sønderby et al., "Amortised MAP inference for image super-resolution" (2017), section 3.2.
 */
export function sightOf(recipe: StabilizerOf<'instanceNoise'> | undefined, name: string, shape: number[]): Sight {
  if (!recipe) return { inputs: [], see: (rows) => rows }
  const noise = `instance.${name}`
  return {
    inputs: [{ name: noise, shape, source: { kind: 'noise', stream: 'instance', draw: 'normal' } }],
    see: (rows, given) => tf.add(rows, tf.mul(given[standardDeviation]!, given[noise]!)),
  }
}
