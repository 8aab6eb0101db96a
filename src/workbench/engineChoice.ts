import type { EngineChoice, EngineInfo } from '../contract/api.ts'
import type { BackendId } from '../contract/engine.ts'
import { networksOf } from '../contract/recipe/facts.ts'
import { layerParameters } from '../contract/recipe/parameters.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { networkShapes, sizeOfShape, type Shape } from '../contract/recipe/shapes.ts'

/**
 * Products of one pass of a batch through the networks above which native TensorFlow was measured to be faster than
 * WebAssembly, below which slower: between the rings of 2 and 34 million in docs/benchmarks.md.
 */
const large = 10_000_000

const positions = (shape: Shape) => (shape.length === 3 ? shape[0]! * shape[1]! : 1)

/** Products of numbers in one pass of a batch through a recipe's networks, about. */
function productsOf(recipe: Recipe): number {
  const each = networksOf(recipe).flatMap(({ layers, inputs }) => {
    const { shapes } = networkShapes(layers, [inputs])
    return layers.flatMap((layer, index) => {
      const input = shapes[index - 1] ?? [inputs]
      const places = Math.min(positions(input), positions(shapes[index]!))
      return layerParameters(layer, input).map(({ shape }) => sizeOfShape(shape) * places)
    })
  })
  return recipe.schedule.batch * each.reduce((sum, products) => sum + products, 0)
}

/** Engines from the fastest on steps of this recipe's size to the slowest. */
function bySpeed(recipe: Recipe | null): BackendId[] {
  return recipe && productsOf(recipe) > large
    ? ['onnx', 'tensorflow', 'wasm', 'cpu']
    : ['onnx', 'wasm', 'cpu', 'tensorflow']
}

const fastest = 'it runs whole steps at once, the fastest of all in every measurement, and needs no set-up'

/** A reason within a sentence: without the stop at its end. */
const within = (reason: string) => reason.replace(/\.$/, '')

/**
 * The engine that a recipe trains with where nobody names one: the fastest of those that are there and can run it.
 * `problem` tells why one that is there can't. Without a recipe, that of most.
 */
export function chooseEngine(
  recipe: Recipe | null,
  infos: readonly EngineInfo[],
  problem: (id: BackendId) => string | null,
): EngineChoice {
  const missing = (id: BackendId) => {
    const { available, reason } = infos.find((info) => info.id === id)!
    return available ? null : (reason ?? 'it gave no reason')
  }
  const [first, ...others] = bySpeed(recipe) as [BackendId, ...BackendId[]]
  // Plain JavaScript is always there and has every kernel that TensorFlow.js has.
  const next = others.find((id) => missing(id) === null && problem(id) === null) ?? 'cpu'
  const reason = missing(first)
  if (reason !== null) {
    return {
      id: next,
      why: `the engine “${first}” is not to be had (${within(reason)}), and it is the fastest of the others`,
    }
  }
  const cause = problem(first)
  if (cause === null) return { id: first, why: fastest }
  return {
    id: next,
    why: `the engine “${first}” can’t run this recipe (${within(cause)}), and it is the fastest of those that can`,
  }
}
