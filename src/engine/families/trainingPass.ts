import * as tf from '@tensorflow/tfjs-core'
import type { Network } from '../networks/network.ts'
import type { ProgramInput } from '../program.ts'
import type { StateTensor } from '../stateTensor.ts'

type Given = Readonly<Record<string, tf.Tensor>>
type Rows = ReturnType<Network['train']>

/** A network's statistics as a part of the state. */
export function statisticsLayout(role: string, network: Network): StateTensor[] {
  return network.statistics.map(({ name, shape }) => ({ shape, parts: [{ name: `${role}.${name}`, shape }] }))
}

/** One pass of a network in training over `rows` rows, and the inputs of its own that it needs: dropout's numbers. */
export interface TrainingPass {
  inputs: ProgramInput[]
  run(parameters: readonly tf.Tensor[], statistics: readonly tf.Tensor[], x: tf.Tensor2D, given: Given): Rows
}

/** `name` begins the names of its inputs. */
export function trainingPass(name: string, network: Network, rows: number): TrainingPass {
  const inputs = network.noise.map(({ name: own, shape }): ProgramInput => ({
    name: `${name}.${own}`,
    shape: [rows, ...shape],
    source: { kind: 'noise', stream: 'dropout', draw: 'uniform' },
  }))
  return {
    inputs,
    run: (parameters, statistics, x, given) =>
      network.train(parameters, x, { statistics, noise: inputs.map((input) => given[input.name]!) }),
  }
}

/**
 * D's judging of a batch of real examples and one of fakes, which gives [2 · batch, …], the real half first: in one
 * pass, or in one each where a batch is normalised by itself.
 */
export function judgingPasses(name: string, network: Network, batch: number) {
  if (!network.mixesExamples) {
    const both = trainingPass(name, network, 2 * batch)
    return {
      inputs: both.inputs,
      run: (
        parameters: readonly tf.Tensor[],
        statistics: readonly tf.Tensor[],
        real: tf.Tensor2D,
        fake: tf.Tensor2D,
        given: Given,
      ): Rows => both.run(parameters, statistics, tf.concat([real, fake], 0), given),
    }
  }
  const [ofReal, ofFake] = ['real', 'fake'].map((half) => trainingPass(`${name}.${half}`, network, batch))
  return {
    inputs: [...ofReal!.inputs, ...ofFake!.inputs],
    run: (
      parameters: readonly tf.Tensor[],
      statistics: readonly tf.Tensor[],
      real: tf.Tensor2D,
      fake: tf.Tensor2D,
      given: Given,
    ): Rows => {
      const first = ofReal!.run(parameters, statistics, real, given)
      const second = ofFake!.run(parameters, first.statistics, fake, given)
      return { output: tf.concat([first.output, second.output], 0), statistics: second.statistics }
    },
  }
}
