import * as tf from '@tensorflow/tfjs-core'
import { dataWidth } from '../../contract/recipe/facts.ts'
import type { AutoencoderRecipe } from '../../contract/recipe/schema.ts'
import { makeOptimizer } from '../optimizers/index.ts'
import type { Program, StateStyle } from '../program.ts'
import { autoencoderNetworks } from './autoencoderNetworks.ts'
import { cut } from './cut.ts'
import { rateInputs } from './rateInputs.ts'
import { trainedNetwork } from './trainedNetwork.ts'
import { statisticsLayout, trainingPass } from './trainingPass.ts'

/**
 * One step of an auto-encoder: encoder and decoder are moved together so that the mean squared difference between an
 * example and what comes back falls. Metrics: that mean over all numbers of the batch; ‖gradient‖² of each network; with
 * `gradients` every gradient. Functions: generate, codes [n, size] to examples [n, width]; encode, the reverse;
 * reconstruct, examples to examples: all as outside training.
 */
export function autoencoderProgram(recipe: AutoencoderRecipe, style: StateStyle, { gradients = false } = {}): Program {
  const { batch } = recipe.schedule
  const width = dataWidth(recipe.data)
  const optimizer = makeOptimizer(recipe.optimizer)
  const networks = autoencoderNetworks(recipe).map(({ role, network }) => ({
    role,
    network,
    trained: trainedNetwork(role, network.parameters, optimizer, style),
    pass: trainingPass(role, network, batch),
  }))
  const [encoder, decoder] = networks as [(typeof networks)[number], (typeof networks)[number]]
  const layouts = [
    ...networks.map(({ trained }) => trained.parameterLayout),
    ...networks.map(({ trained }) => trained.slotLayout),
    ...networks.map(({ role, network }) => statisticsLayout(role, network)),
  ]
  const lengths = layouts.map((layout) => layout.length)
  const rates = rateInputs('rate', optimizer, (step) => step + 1)
  const counts = networks.map(({ network }) => network.parameters.length)

  const evaluate = (index: 0 | 1, state: readonly tf.Tensor[], rows: tf.Tensor2D) => {
    const parts = cut(state, lengths)
    const { network, trained } = networks[index]!
    return network.evaluate(trained.parameters(parts[index]!), parts[4 + index]!, rows)
  }

  return {
    state: layouts.flat(),
    inputs: [
      { name: 'real', shape: [batch, width], source: { kind: 'examples' } },
      ...networks.flatMap(({ pass }) => pass.inputs),
      ...rates,
    ],
    metrics: [
      { name: 'reconstructionLoss', shape: [] },
      { name: 'encoderSquares', shape: [] },
      { name: 'decoderSquares', shape: [] },
      ...(gradients ? networks.flatMap(({ trained }) => trained.gradients) : []),
    ],
    functions: {
      generate: (state, codes) => evaluate(1, state, codes),
      encode: (state, examples) => evaluate(0, state, examples),
      reconstruct: (state, examples) => evaluate(1, state, evaluate(0, state, examples)),
    },
    step(state, given) {
      const parts = cut(state, lengths)
      const real = given['real'] as tf.Tensor2D
      // Kept, because gradients dispose of all they don't return.
      let statistics: tf.Tensor[][] = []
      const parameters = networks.map(({ trained }, index) => trained.parameters(parts[index]!))
      const { value, grads } = tf.valueAndGrads((...all: tf.Tensor[]) => {
        const [ofEncoder, ofDecoder] = cut(all, counts) as [tf.Tensor[], tf.Tensor[]]
        const code = encoder.pass.run(ofEncoder, parts[4]!, real, given)
        const back = decoder.pass.run(ofDecoder, parts[5]!, code.output, given)
        statistics = [code, back].map((pass) => pass.statistics.map((one) => tf.keep(one)))
        return tf.mean(tf.square(tf.sub(back.output, real))) as tf.Scalar
      })(parameters.flat())
      const ofNetworks = cut(grads, counts)
      const read = rates.map(({ name }) => given[name]!)
      const updated = networks.map(({ trained }, index) =>
        trained.update(parts[index]!, parts[2 + index]!, ofNetworks[index]!, read, null),
      )
      const [ofEncoder, ofDecoder] = updated as [(typeof updated)[number], (typeof updated)[number]]
      return {
        state: [
          ...updated.flatMap((one) => one.parameters),
          ...updated.flatMap((one) => one.slots),
          ...statistics.flat(),
        ],
        metrics: {
          reconstructionLoss: value,
          encoderSquares: ofEncoder.squares,
          decoderSquares: ofDecoder.squares,
          ...ofEncoder.gradients,
          ...ofDecoder.gradients,
        },
      }
    },
  }
}
