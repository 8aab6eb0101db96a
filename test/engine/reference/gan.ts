import type { RegularizerKind } from '../../../src/contract/recipe/regularizers.ts'
import type { GanRecipe } from '../../../src/contract/recipe/schema.ts'
import { findStabilizer, packSize } from '../../../src/contract/recipe/stabilizers.ts'
import { backward, forward, type LayerGradient, type ReferenceLayer } from './network.ts'
import { meanOf, objectives, smoothed } from './objectives.ts'
import { ReferenceOptimizer } from './optimizers.ts'
import { byDifferences, penaltyValue, type ReferenceSeen } from './penalties.ts'

/** Reads a tensor of a checkpoint by name. */
export type Weights = (name: string) => Float32Array

function readNetwork(
  layers: GanRecipe['generator'],
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

/** Every `size` rows as one: their first numbers, then their second ones, and so on. */
function together(rows: number[][], size: number): number[][] {
  return Array.from({ length: rows.length / size }, (_, pack) => {
    const members = rows.slice(pack * size, (pack + 1) * size)
    return members[0]!.flatMap((_number, at) => members.map((row) => row[at]!))
  })
}

/** The reverse of `together`. */
function apart(packs: number[][], size: number): number[][] {
  return packs.flatMap((pack) =>
    Array.from({ length: size }, (_, member) => pack.filter((_number, at) => at % size === member)),
  )
}

/** A GAN's training in plain loops: fed the same weights and batches, it says what the engine must say. */
export class ReferenceGan {
  readonly generator: ReferenceLayer[]
  readonly discriminator: ReferenceLayer[]
  /** The running average of G's parameters, layer by layer. */
  average: number[]
  /** Blurs a batch. */
  blur: (rows: number[][]) => number[][] = (rows) => rows
  #recipe: GanRecipe
  #optimizers: { generator: ReferenceOptimizer; discriminator: ReferenceOptimizer }

  constructor(recipe: GanRecipe, dataWidth: number, weights: Weights) {
    this.#recipe = recipe
    this.generator = readNetwork(recipe.generator, 'generator', recipe.latent.size, weights)
    this.discriminator = readNetwork(
      recipe.discriminator,
      'discriminator',
      dataWidth * packSize(recipe.stabilizers),
      weights,
    )
    this.average = flatten(this.generator)
    this.#optimizers = {
      generator: new ReferenceOptimizer(recipe.optimizers.generator),
      discriminator: new ReferenceOptimizer(recipe.optimizers.discriminator),
    }
  }

  /** A batch as D sees it. */
  see(rows: number[][]): number[][] {
    return together(this.blur(rows), packSize(this.#recipe.stabilizers))
  }

  /** The penalties of D's step on one batch by kind, and the derivative of their sum by D's parameters. */
  #penalties(seen: ReferenceSeen) {
    const values = flatten(this.discriminator)
    const told = this.#recipe.regularizers.map(
      (one) => [one.kind, penaltyValue(one, this.discriminator, seen)] as const,
    )
    const total = (numbers: number[]) => {
      write(this.discriminator, numbers)
      return this.#recipe.regularizers.reduce((sum, one) => sum + penaltyValue(one, this.discriminator, seen), 0)
    }
    const gradient = told.length === 0 ? values.map(() => 0) : byDifferences(values, total)
    write(this.discriminator, values)
    return { told: Object.fromEntries(told) as Partial<Record<RegularizerKind, number>>, gradient }
  }

  /** D's step on one batch: its loss, its penalties, its gradient's norm and its outputs, before the step. */
  stepDiscriminator(examples: number[][], latent: number[][], noise: ReferenceSeen['noise']) {
    const objective = objectives[this.#recipe.loss.kind]!
    const real = this.see(examples)
    const label = findStabilizer(this.#recipe.stabilizers, 'labelSmoothing')?.real ?? 1
    const fake = this.see(forward(this.generator, latent).output)
    const onReal = forward(this.discriminator, real)
    const onFake = forward(this.discriminator, fake)
    const penalties = this.#penalties({ real, fake, noise })
    const realTerm = meanOf(smoothed(objective, this.#recipe.loss.kind, label), onReal.output)
    const fakeTerm = meanOf(objective.fake, onFake.output)
    const fromReal = flatten(backward(this.discriminator, onReal, realTerm.gradient).layers)
    const fromFake = flatten(backward(this.discriminator, onFake, fakeTerm.gradient).layers)
    const gradient = fromReal.map((value, index) => value + fromFake[index]! + penalties.gradient[index]!)
    const values = flatten(this.discriminator)
    this.#optimizers.discriminator.update(values, gradient)
    const { loss } = this.#recipe
    const clip = (loss.kind === 'wasserstein' ? loss.clip : null) ?? Infinity
    write(
      this.discriminator,
      values.map((value) => Math.min(clip, Math.max(-clip, value))),
    )
    return {
      objective: realTerm.value + fakeTerm.value,
      penalties: penalties.told,
      norm: norm(gradient),
      real: onReal.output,
      fake: onFake.output,
    }
  }

  /** G's step through D as it is now: its loss and its gradient's norm. */
  stepGenerator(latent: number[][]) {
    const made = forward(this.generator, latent)
    const judged = forward(this.discriminator, this.see(made.output))
    const term = meanOf(objectives[this.#recipe.loss.kind]!.generator, judged.output)
    const byInput = backward(this.discriminator, judged, term.gradient).input
    const byExample = apart(byInput, packSize(this.#recipe.stabilizers))
    const gradient = flatten(backward(this.generator, made, byExample).layers)
    const values = flatten(this.generator)
    this.#optimizers.generator.update(values, gradient)
    write(this.generator, values)
    const decay = findStabilizer(this.#recipe.stabilizers, 'averagedGenerator')?.decay ?? 0
    this.average = this.average.map((one, index) => decay * one + (1 - decay) * values[index]!)
    return { loss: term.value, norm: norm(gradient) }
  }
}
