import * as tf from '@tensorflow/tfjs-core'
import { dataWidth } from '../../contract/recipe/facts.ts'
import { makeOptimizer } from '../optimizers/index.ts'
import { partOf } from '../origins.ts'
import type { Program, StateStyle } from '../program.ts'
import { autoencoderObjective } from './autoencoder.ts'
import { codingNetworks, type CodingRecipe } from './codingNetworks.ts'
import { cut } from './cut.ts'
import { optimizerClock, rateInputs } from './rateInputs.ts'
import { trainedNetwork } from './trainedNetwork.ts'
import { statisticsLayout, trainingPass } from './trainingPass.ts'
import { vaeObjective } from './vae.ts'

/**
 * One step of an encoder and a decoder, moved together down their objective's gradient. Metrics: the objective's
 * scalars; ‖gradient‖² of each network; with `gradients` every gradient. Functions: generate, codes [n, size] to
 * examples [n, width]; encode, the reverse; reconstruct, examples to examples: all as outside training.
 */
export function codingProgram(recipe: CodingRecipe, style: StateStyle, { gradients = false } = {}): Program {
  const { batch } = recipe.schedule
  const width = dataWidth(recipe.data)
  const objective = partOf(['family'], recipe.family === 'vae' ? vaeObjective(recipe) : autoencoderObjective)
  const optimizer = partOf(['optimizer'], makeOptimizer(recipe.optimizer))
  const networks = codingNetworks(recipe).map(({ role, network }) => ({
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
  const clock = optimizerClock(null, 'the optimiser', recipe.optimizer)
  const rates = rateInputs('rate', optimizer, clock, (step) => step + 1)
  const counts = networks.map(({ network }) => network.parameters.length)

  const evaluate = (index: 0 | 1, state: readonly tf.Tensor[], rows: tf.Tensor2D) => {
    const parts = cut(state, lengths)
    const { network, trained } = networks[index]!
    return network.evaluate(trained.parameters(parts[index]!), parts[4 + index]!, rows)
  }
  const codeOf = (state: readonly tf.Tensor[], rows: tf.Tensor2D) => objective.steadyCode(evaluate(0, state, rows))

  return {
    state: layouts.flat(),
    inputs: [
      { name: 'real', shape: [batch, width], source: { kind: 'examples' } },
      ...networks.flatMap(({ pass }) => pass.inputs),
      ...objective.inputs,
      ...rates,
    ],
    metrics: [
      ...objective.told.map((name) => ({ name, shape: [] })),
      { name: 'encoderSquares', shape: [] },
      { name: 'decoderSquares', shape: [] },
      ...(gradients ? networks.flatMap(({ trained }) => trained.gradients) : []),
    ],
    functions: {
      generate: (state, codes) => evaluate(1, state, codes),
      encode: codeOf,
      reconstruct: (state, examples) => evaluate(1, state, codeOf(state, examples)),
    },
    step(state, given) {
      const parts = cut(state, lengths)
      const real = given['real'] as tf.Tensor2D
      // Kept, because gradients dispose of all they don't return.
      let statistics: tf.Tensor[][] = []
      let told: tf.Scalar[] = []
      const parameters = networks.map(({ trained }, index) => trained.parameters(parts[index]!))
      const { grads } = tf.valueAndGrads((...all: tf.Tensor[]) => {
        const [ofEncoder, ofDecoder] = cut(all, counts) as [tf.Tensor[], tf.Tensor[]]
        const encoded = encoder.pass.run(ofEncoder, parts[4]!, real, given)
        const back = decoder.pass.run(ofDecoder, parts[5]!, objective.code(encoded.output, given), given)
        statistics = [encoded, back].map((pass) => pass.statistics.map((one) => tf.keep(one)))
        const loss = objective.loss(real, back.output, encoded.output)
        told = loss.told.map((one) => tf.keep(one))
        return loss.total
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
          ...Object.fromEntries(objective.told.map((name, index) => [name, told[index]!])),
          encoderSquares: ofEncoder.squares,
          decoderSquares: ofDecoder.squares,
          ...ofEncoder.gradients,
          ...ofDecoder.gradients,
        },
      }
    },
  }
}
