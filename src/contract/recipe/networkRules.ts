import { dataWidth, discriminatorWidths, imageShape, lossNames, networksOf, packOf, parameterCount } from './facts.ts'
import { issueAt, type Edit, type Path, type RecipeIssue } from './issues.ts'
import { activationOf, layerKind, type LayerRecipe } from './layers.ts'
import type { AutoencoderRecipe, GanRecipe, Recipe, VaeRecipe } from './schema.ts'
import { formatShape, networkShapes, sizeOfShape, type Shape, type ShapeProblem } from './shapes.ts'

/** A network as it stands in the recipe. */
type Network = ReturnType<typeof networksOf>[number]

/** The image that a network's rows are, where they are one: a pack's images are its channels. */
function fedImage(recipe: Recipe, { inputs }: Network): number[] | null {
  const image = imageShape(recipe.data)
  if (!image) return null
  const [height, width, channels] = image as [number, number, number]
  const packed = [height, width, channels * packOf(recipe)]
  return sizeOfShape(packed) === inputs ? packed : null
}

function shapeIssue(recipe: Recipe, network: Network, index: number, problem: ShapeProblem): RecipeIssue {
  const { role, layers } = network
  const { key, message, fix } = problem
  const keys = [role, index, key]
  const image = index === 0 ? fedImage(recipe, network) : null
  if (image && fix && 'before' in fix) {
    const value = [{ reshape: image }, ...layers]
    return issueAt(keys, message, `Reshape to ${formatShape(image)} before`, { set: [role], value })
  }
  if (!fix) return issueAt(keys, message)
  if ('value' in fix) return issueAt(keys, message, fix.label, { set: keys, value: fix.value })
  return issueAt(keys, message, fix.label, { set: [role], value: layers.toSpliced(index, 0, fix.before) })
}

/** The last layer's first key, where what the network gives is told. */
const lastKeys = ({ role, layers }: Network) => [role, layers.length - 1, layerKind(layers.at(-1)!)]

/** What mends a network that gives the wrong number of numbers: the last layer's units, or one more layer. */
function widthFix(keys: Path, network: readonly LayerRecipe[], shape: Shape, width: number): [string, Edit] {
  if ('dense' in network.at(-1)!) return [`Set to ${width}`, { set: keys, value: width }]
  const added = [...(shape.length > 1 ? [{ flatten: true }] : []), { dense: width, activation: 'linear' }]
  return [`Add a dense layer of ${width}`, { set: keys.slice(0, 1), value: [...network, ...added] }]
}

/** A generator or decoder has to give examples. */
function exampleOutput({ data }: Recipe, network: Network, shape: Shape): RecipeIssue[] {
  const keys = lastKeys(network)
  const width = dataWidth(data)
  const image = imageShape(data)
  const size = sizeOfShape(shape)
  if (size !== width) {
    const message = `the data has ${width === 1 ? '1 number' : `${width} numbers`} an example; this layer gives ${size}`
    const last = network.layers.at(-1)!
    const channels = width / (size / (shape.at(-1) ?? 1))
    if (('conv' in last || 'convTranspose' in last) && Number.isInteger(channels)) {
      return [issueAt(keys, message, `Set to ${channels}`, { set: keys, value: channels })]
    }
    const [label, edit] = widthFix(keys, network.layers, shape, width)
    return [issueAt(keys, message, label, edit)]
  }
  if (!image || shape.length === 1 || formatShape(shape) === formatShape(image)) return []
  return [issueAt(keys, `the data’s images are ${formatShape(image)}; this layer gives ${formatShape(shape)}`)]
}

function discriminatorOutput(recipe: GanRecipe, network: Network, shape: Shape): RecipeIssue[] {
  const keys = lastKeys(network)
  const issues: RecipeIssue[] = []
  const read = discriminatorWidths(recipe.loss.kind)
  const size = sizeOfShape(shape)
  if (!read.includes(size)) {
    const what = read.length === 1 ? '1 number' : '1 or 2 numbers'
    const message = `${lossNames[recipe.loss.kind]} reads ${what} from D; this layer gives ${size}`
    const [label, edit] = widthFix(keys, network.layers, shape, 1)
    issues.push(issueAt(keys, message, label, edit))
  }
  if (activationOf(network.layers.at(-1)!) !== 'linear') {
    const at = ['discriminator', network.layers.length - 1, 'activation']
    const message = `D's last layer must be linear: the loss itself turns its output into a judgement`
    issues.push(issueAt(at, message, 'Set to linear', { set: at, value: 'linear' }))
  }
  return issues
}

/** Numbers that a network may train: with gradients and two tensors of Adam's, 1.6 GB in single precision. */
const mostParameters = 100_000_000

function weightsOf({ role, layers, inputs }: Network): RecipeIssue[] {
  const count = parameterCount(layers, inputs)
  if (count <= mostParameters) return []
  return [issueAt([role], `has ${count} weights, more than fit into memory; at most ${mostParameters}`)]
}

/** A slope belongs to one activation only. */
function slopesOf({ role, layers }: Network): RecipeIssue[] {
  return layers.flatMap((layer, index) => {
    if (!('slope' in layer) || layer.slope === undefined || layer.activation === 'leakyRelu') return []
    const keys = [role, index, 'slope']
    return [issueAt(keys, 'a slope belongs to leakyRelu only', 'Remove slope', { remove: keys })]
  })
}

/** An encoder has to give codes as wide as the decoder is fed: a VAE's a mean and a log-variance of each number. */
function codeOutput({ family, latent }: AutoencoderRecipe | VaeRecipe, network: Network, shape: Shape): RecipeIssue[] {
  const size = sizeOfShape(shape)
  const width = family === 'vae' ? 2 * latent.size : latent.size
  if (size === width) return []
  const message =
    family === 'vae'
      ? `the code has ${latent.size} numbers (latent.size), each with a mean and a log-variance, ${width} in all; this layer gives ${size}`
      : `the code has ${latent.size} numbers (latent.size); this layer gives ${size}`
  const [label, edit] = widthFix(lastKeys(network), network.layers, shape, width)
  return [issueAt(lastKeys(network), message, label, edit)]
}

function outputIssues(recipe: Recipe, network: Network, shape: Shape): RecipeIssue[] {
  if (recipe.family === 'gan' && network.role === 'discriminator') return discriminatorOutput(recipe, network, shape)
  if ('encoder' in recipe && network.role === 'encoder') return codeOutput(recipe, network, shape)
  return exampleOutput(recipe, network, shape)
}

/** Whether the networks' layers fit together, the data, the code and the loss; and what belongs to one activation only. */
export function checkNetworks(recipe: Recipe): RecipeIssue[] {
  return networksOf(recipe).flatMap((network) => {
    const { shapes, problem } = networkShapes(network.layers, [network.inputs])
    const fitting = problem
      ? [shapeIssue(recipe, network, shapes.length, problem)]
      : outputIssues(recipe, network, shapes.at(-1)!)
    return [...fitting, ...weightsOf(network), ...slopesOf(network)]
  })
}
