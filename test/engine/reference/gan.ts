import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { backward, forward, type LayerGradient, type ReferenceLayer } from './network.ts'
import { meanOf, objectives } from './objectives.ts'
import { ReferenceOptimizer } from './optimizers.ts'

/** Reads a tensor of a checkpoint by name. */
export type Weights = (name: string) => Float32Array

function readNetwork(
  layers: Recipe['generator'],
  role: string,
  inputWidth: number,
  weights: Weights,
): ReferenceLayer[] {
  let width = inputWidth
  return layers.map((layer, index) => {
    if (!('dense' in layer)) throw new Error('the reference knows dense layers only')
    const { dense, activation, slope } = layer
    const flat = weights(`${role}.${index}.weight`)
    const weight = Array.from({ length: width }, (_, row) => Array.from(flat.subarray(row * dense, (row + 1) * dense)))
    width = dense
    return { weight, bias: Array.from(weights(`${role}.${index}.bias`)), activation, slope: slope ?? 0.2 }
  })
}

const flatten = (layers: LayerGradient[]) => layers.flatMap(({ weight, bias }) => [...weight.flat(), ...bias])
const norm = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

function write(layers: ReferenceLayer[], values: number[]): void {
  let at = 0
  for (const { weight, bias } of layers) {
    for (const row of weight) for (let i = 0; i < row.length; i++) row[i] = values[at++]!
    for (let i = 0; i < bias.length; i++) bias[i] = values[at++]!
  }
}

/** A GAN's training in plain loops: fed the same weights and batches, it says what the engine must say. */
export class ReferenceGan {
  readonly generator: ReferenceLayer[]
  readonly discriminator: ReferenceLayer[]
  #recipe: Recipe
  #optimizers: { generator: ReferenceOptimizer; discriminator: ReferenceOptimizer }

  constructor(recipe: Recipe, dataWidth: number, weights: Weights) {
    this.#recipe = recipe
    this.generator = readNetwork(recipe.generator, 'generator', recipe.latent.size, weights)
    this.discriminator = readNetwork(recipe.discriminator, 'discriminator', dataWidth, weights)
    this.#optimizers = {
      generator: new ReferenceOptimizer(recipe.optimizers.generator),
      discriminator: new ReferenceOptimizer(recipe.optimizers.discriminator),
    }
  }

  /** D's step on one batch: its loss, its gradient's norm and its outputs, before the step. */
  stepDiscriminator(real: number[][], latent: number[][]) {
    const objective = objectives[this.#recipe.loss.kind]!
    const onReal = forward(this.discriminator, real)
    const onFake = forward(this.discriminator, forward(this.generator, latent).output)
    const realTerm = meanOf(objective.real, onReal.output)
    const fakeTerm = meanOf(objective.fake, onFake.output)
    const fromReal = flatten(backward(this.discriminator, onReal, realTerm.gradient).layers)
    const fromFake = flatten(backward(this.discriminator, onFake, fakeTerm.gradient).layers)
    const gradient = fromReal.map((value, index) => value + fromFake[index]!)
    const values = flatten(this.discriminator)
    this.#optimizers.discriminator.update(values, gradient)
    const { loss } = this.#recipe
    write(
      this.discriminator,
      loss.kind === 'wasserstein' ? values.map((value) => Math.min(loss.clip, Math.max(-loss.clip, value))) : values,
    )
    return { loss: realTerm.value + fakeTerm.value, norm: norm(gradient), real: onReal.output, fake: onFake.output }
  }

  /** G's step through D as it is now: its loss and its gradient's norm. */
  stepGenerator(latent: number[][]) {
    const made = forward(this.generator, latent)
    const judged = forward(this.discriminator, made.output)
    const term = meanOf(objectives[this.#recipe.loss.kind]!.generator, judged.output)
    const byInput = backward(this.discriminator, judged, term.gradient).input
    const gradient = flatten(backward(this.generator, made, byInput).layers)
    const values = flatten(this.generator)
    this.#optimizers.generator.update(values, gradient)
    write(this.generator, values)
    return { loss: term.value, norm: norm(gradient) }
  }
}
