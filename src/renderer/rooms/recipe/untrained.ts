import type { Scene } from '../../../contract/picture.ts'
import { dataWidth, parameterCount } from '../../../contract/recipe/facts.ts'
import type { Activation, LayerRecipe, Recipe } from '../../../contract/recipe/schema.ts'

/** Weights of the largest generator sketched while someone types. */
const largest = 2_000_000

type Random = () => number

/** The parts of a recipe that decide what its generator draws at first. */
export type GeneratorParts = Pick<Recipe, 'data' | 'latent' | 'generator' | 'initialization' | 'seed'>

/** Mulberry32: small, and good enough for a sketch. Numbers in [0, 1). */
function uniform(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Box and Muller's transform. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** `count` latent vectors in rows: standard normal, or uniform on (−1, 1). */
export function latentExamples(latent: Recipe['latent'], count: number, seed: number): Float32Array {
  const random = uniform(seed)
  const draw = latent.kind === 'normal' ? () => normal(random) : () => 2 * random() - 1
  return Float32Array.from({ length: count * latent.size }, draw)
}

const activate: Record<Activation, (x: number, slope: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  leakyRelu: (x, slope) => (x < 0 ? slope * x : x),
  tanh: (x) => Math.tanh(x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
}

/** One weight of a layer with `inputs` and `outputs` units; Glorot & Bengio 2010 and He et al. 2015 for the last two. */
function weight(kind: Recipe['initialization'], inputs: number, outputs: number, random: Random): number {
  if (kind.kind === 'normal') return kind.sd * normal(random)
  if (kind.kind === 'he') return Math.sqrt(2 / inputs) * normal(random)
  return Math.sqrt(6 / (inputs + outputs)) * (2 * random() - 1)
}

function dense(
  input: Float32Array,
  inputs: number,
  layer: LayerRecipe,
  kind: Recipe['initialization'],
  random: Random,
) {
  const count = input.length / inputs
  const outputs = layer.dense
  const weights = Float32Array.from({ length: inputs * outputs }, () => weight(kind, inputs, outputs, random))
  const output = new Float32Array(count * outputs)
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < inputs; i++) {
      const x = input[row * inputs + i]!
      for (let j = 0; j < outputs; j++) output[row * outputs + j]! += x * weights[i * outputs + j]!
    }
  }
  return output.map((x) => activate[layer.activation](x, layer.slope ?? 0.2))
}

/**
 * What a generator of this recipe draws before it has learnt: random weights of the recipe's kind, biases 0.
 * Null where the generator does not fit the data or is too large. A sketch in the page, with random numbers of its own; a run's first frame comes from its engine.
 */
export function untrainedFakes(recipe: GeneratorParts, kind: Scene['kind']): Float32Array | Uint8Array | null {
  if (parameterCount(recipe.generator, recipe.latent.size) > largest) return null
  const random = uniform(recipe.seed + 1)
  const count = kind === 'points' ? 200 : 16
  let values = latentExamples(recipe.latent, count, recipe.seed)
  let width = recipe.latent.size
  for (const layer of recipe.generator) {
    values = dense(values, width, layer, recipe.initialization, random)
    width = layer.dense
  }
  if (width !== dataWidth(recipe.data)) return null
  return kind === 'points'
    ? values
    : Uint8Array.from(values, (x) => Math.round(127.5 * (Math.min(1, Math.max(-1, x)) + 1)))
}
