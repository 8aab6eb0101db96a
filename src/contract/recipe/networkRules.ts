import { dataWidth, discriminatorWidths, imageShape, lossNames, parameterCount } from './facts.ts'
import { issueAt, type Edit, type Path, type RecipeIssue } from './issues.ts'
import { activationOf, layerKind, type LayerRecipe } from './layers.ts'
import type { Recipe } from './schema.ts'
import { formatShape, networkShapes, sizeOfShape, type Shape, type ShapeProblem } from './shapes.ts'

type Side = 'generator' | 'discriminator'

function shapeIssue(recipe: Recipe, side: Side, index: number, { key, message, fix }: ShapeProblem): RecipeIssue {
  const keys = [side, index, key]
  if (!fix) return issueAt(keys, message)
  if ('value' in fix) return issueAt(keys, message, fix.label, { set: keys, value: fix.value })
  return issueAt(keys, message, fix.label, { set: [side], value: recipe[side].toSpliced(index, 0, fix.before) })
}

/** The last layer's first key, where what the network gives is told. */
const lastKeys = (side: Side, network: readonly LayerRecipe[]) => [side, network.length - 1, layerKind(network.at(-1)!)]

/** What mends a network that gives the wrong number of numbers: the last layer's units, or one more layer. */
function widthFix(keys: Path, network: readonly LayerRecipe[], shape: Shape, width: number): [string, Edit] {
  if ('dense' in network.at(-1)!) return [`Set to ${width}`, { set: keys, value: width }]
  const added = [...(shape.length > 1 ? [{ flatten: true }] : []), { dense: width, activation: 'linear' }]
  return [`Add a dense layer of ${width}`, { set: keys.slice(0, 1), value: [...network, ...added] }]
}

function generatorOutput(recipe: Recipe, shape: Shape): RecipeIssue[] {
  const network = recipe.generator
  const keys = lastKeys('generator', network)
  const width = dataWidth(recipe.data)
  const image = imageShape(recipe.data)
  const size = sizeOfShape(shape)
  if (size !== width) {
    const message = `the data has ${width} numbers an example; this layer gives ${size}`
    const last = network.at(-1)!
    const channels = width / (size / (shape.at(-1) ?? 1))
    if (('conv' in last || 'convTranspose' in last) && Number.isInteger(channels)) {
      return [issueAt(keys, message, `Set to ${channels}`, { set: keys, value: channels })]
    }
    const [label, edit] = widthFix(keys, network, shape, width)
    return [issueAt(keys, message, label, edit)]
  }
  if (!image || shape.length === 1 || formatShape(shape) === formatShape(image)) return []
  return [issueAt(keys, `the data’s images are ${formatShape(image)}; this layer gives ${formatShape(shape)}`)]
}

function discriminatorOutput(recipe: Recipe, shape: Shape): RecipeIssue[] {
  const network = recipe.discriminator
  const keys = lastKeys('discriminator', network)
  const issues: RecipeIssue[] = []
  const read = discriminatorWidths(recipe.loss.kind)
  const size = sizeOfShape(shape)
  if (!read.includes(size)) {
    const what = read.length === 1 ? '1 number' : '1 or 2 numbers'
    const message = `${lossNames[recipe.loss.kind]} reads ${what} from D; this layer gives ${size}`
    const [label, edit] = widthFix(keys, network, shape, 1)
    issues.push(issueAt(keys, message, label, edit))
  }
  if (activationOf(network.at(-1)!) !== 'linear') {
    const at = ['discriminator', network.length - 1, 'activation']
    const message = `D's last layer must be linear: the loss itself turns its output into a judgement`
    issues.push(issueAt(at, message, 'Set to linear', { set: at, value: 'linear' }))
  }
  return issues
}

/** Numbers that a network may train: with gradients and two tensors of Adam's, 1.6 GB in single precision. */
const mostParameters = 100_000_000

function weightsOf(recipe: Recipe, side: Side, inputs: number): RecipeIssue[] {
  const count = parameterCount(recipe[side], inputs)
  if (count <= mostParameters) return []
  return [issueAt([side], `has ${count} weights, more than fit into memory; at most ${mostParameters}`)]
}

/** Whether a network's layers fit together, the data and the loss; and what belongs to one activation only. */
export function checkNetworks(recipe: Recipe): RecipeIssue[] {
  const inputs = { generator: recipe.latent.size, discriminator: dataWidth(recipe.data) }
  const output = { generator: generatorOutput, discriminator: discriminatorOutput }
  return (['generator', 'discriminator'] as const).flatMap((side) => {
    const { shapes, problem } = networkShapes(recipe[side], [inputs[side]])
    const fitting = problem ? [shapeIssue(recipe, side, shapes.length, problem)] : output[side](recipe, shapes.at(-1)!)
    const slopes = recipe[side].flatMap((layer, index) => {
      if (!('slope' in layer) || layer.slope === undefined || layer.activation === 'leakyRelu') return []
      const keys = [side, index, 'slope']
      return [issueAt(keys, 'a slope belongs to leakyRelu only', 'Remove slope', { remove: keys })]
    })
    return [...fitting, ...weightsOf(recipe, side, inputs[side]), ...slopes]
  })
}
