import { stepsPerEpoch } from '../../../src/contract/recipe/facts.ts'
import type { GanRecipe } from '../../../src/contract/recipe/schema.ts'
import type { Checkpoint } from '../../../src/contract/engine.ts'
import { findStabilizer, packSize } from '../../../src/contract/recipe/stabilizers.ts'
import { makeDataset } from '../../../src/engine/datasets/index.ts'
import { RandomStream } from '../../../src/engine/random/stream.ts'
import { ReferenceGan } from './gan.ts'

const rows = (values: Float32Array, width: number) =>
  Array.from({ length: values.length / width }, (_, row) => Array.from(values.subarray(row * width, (row + 1) * width)))

/** Trains the reference from a run's first checkpoint on the batches and normal latents that the run must have used. */
export function follow(recipe: GanRecipe, start: Checkpoint, steps: number) {
  const { seed, schedule, latent } = recipe
  const gan = new ReferenceGan(recipe, 2, (name) => start.tensors.find((one) => one.name === name)!.values)
  const data = makeDataset(recipe.data, seed)
  const [shuffle, noise] = [new RandomStream(seed, 'shuffle'), new RandomStream(seed, 'latent')]
  const draw = () => rows(noise.normal(new Float32Array(schedule.batch * latent.size)), latent.size)
  const [interpolation, perturbation] = [
    new RandomStream(seed, 'interpolation'),
    new RandomStream(seed, 'perturbation'),
  ]
  const batchesPerEpoch = stepsPerEpoch(recipe) * schedule.discriminatorSteps
  let taken = 0
  let order = shuffle.permutation(recipe.data.points)
  const nextBatch = () => {
    if (taken > 0 && taken % batchesPerEpoch === 0) order = shuffle.permutation(recipe.data.points)
    const from = (taken++ % batchesPerEpoch) * schedule.batch
    const real = new Float32Array(2 * schedule.batch)
    data.batch(order.subarray(from, from + schedule.batch), real)
    return rows(real, 2)
  }
  const size = packSize(recipe.stabilizers)
  const packs = schedule.batch / size
  const blur = findStabilizer(recipe.stabilizers, 'instanceNoise')
  const instance = new RandomStream(seed, 'instance')
  const history = Array.from({ length: steps }, (_, step) => {
    if (blur) {
      const sd = blur.sd * Math.max(0, 1 - step / (blur.until * schedule.steps))
      gan.blur = (seen) => {
        const drawn = rows(instance.normal(new Float32Array(2 * seen.length)), 2)
        return seen.map((row, example) => row.map((value, at) => value + sd * drawn[example]![at]!))
      }
    }
    let discriminator: ReturnType<ReferenceGan['stepDiscriminator']>
    let last: number[][]
    for (let k = 0; k < schedule.discriminatorSteps; k++) {
      const real = nextBatch()
      last = draw()
      discriminator = gan.stepDiscriminator(real, last, {
        interpolation: rows(interpolation.uniform(new Float32Array(packs)), 1),
        perturbation: rows(perturbation.normal(new Float32Array(2 * schedule.batch)), 2 * size),
      })
    }
    return {
      discriminator: discriminator!,
      generator: gan.stepGenerator(schedule.fakeBatch === 'same' ? last! : draw()),
    }
  })
  return { gan, history }
}
