import type { Scene } from '../../../contract/picture.ts'
import { dataWidth } from '../../../contract/recipe/facts.ts'
import type { GanRecipe } from '../../../contract/recipe/schema.ts'
import { networkShapes, sizeOfShape } from '../../../contract/recipe/shapes.ts'
import { productsOf, sketchLayer, type Fans } from './sketchLayer.ts'

/** Most multiplications an example, taken over all of them: a few hundredths of a second while someone types. */
const most = 2_000_000

type Random = () => number

/** The parts of a recipe that decide what its generator draws at first. */
export type GeneratorParts = Pick<GanRecipe, 'data' | 'latent' | 'generator' | 'initialization' | 'seed'>

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

/** One weight; Glorot & Bengio 2010 and He et al. 2015. An orthogonal weight's entries have about the variance 1 / fans. */
function weight(kind: GanRecipe['initialization'], fans: Fans, random: Random): number {
  switch (kind.kind) {
    case 'normal':
      return kind.sd * normal(random)
    case 'he':
      return Math.sqrt(2 / fans.in) * normal(random)
    case 'xavier':
      return Math.sqrt(6 / (fans.in + fans.out)) * (2 * random() - 1)
    case 'orthogonal':
      return (kind.gain * normal(random)) / Math.sqrt(Math.max(fans.in, fans.out))
  }
}

/** `count` latent vectors in rows: standard normal, or uniform on (−1, 1). */
export function latentExamples(latent: GanRecipe['latent'], count: number, seed: number): Float32Array {
  const random = uniform(seed)
  const draw = latent.kind === 'normal' ? () => normal(random) : () => 2 * random() - 1
  return Float32Array.from({ length: count * latent.size }, draw)
}

/**
 * What a generator of this recipe draws before it has learnt: random weights of the recipe's kind, biases 0.
 * Null where the generator does not fit the data or is too large. A sketch in the page, with random numbers of its own; a run's first frame comes from its engine.
 */
export function untrainedFakes(recipe: GeneratorParts, kind: Scene['kind']): Float32Array | Uint8Array | null {
  const { generator, latent, initialization } = recipe
  const { shapes, problem } = networkShapes(generator, [latent.size])
  if (problem || sizeOfShape(shapes.at(-1) ?? []) !== dataWidth(recipe.data)) return null
  const [wanted, least] = kind === 'images' ? [16, 1] : [200, 200]
  const count = Math.min(wanted, Math.floor((wanted * most) / productsOf(generator, latent.size)))
  if (count < least) return null
  const random = uniform(recipe.seed + 1)
  const draw = (fans: Fans) => weight(initialization, fans, random)
  let values = latentExamples(latent, count, recipe.seed)
  generator.forEach((layer, index) => {
    values = sketchLayer(
      layer,
      values,
      { count, input: shapes[index - 1] ?? [latent.size], output: shapes[index]! },
      draw,
    )
  })
  return kind !== 'images'
    ? values
    : Uint8Array.from(values, (x) => Math.round(127.5 * (Math.min(1, Math.max(-1, x)) + 1)))
}
