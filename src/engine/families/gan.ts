import * as tf from '@tensorflow/tfjs-core'
import { dataWidth, judgedWidth, outputWidth } from '../../contract/recipe/facts.ts'
import type { GanRecipe } from '../../contract/recipe/schema.ts'
import { findStabilizer, packSize, stabilizerPath, type StabilizerKind } from '../../contract/recipe/stabilizers.ts'
import { makeLoss } from '../losses/index.ts'
import { makeOptimizer } from '../optimizers/index.ts'
import { inPart, partOf } from '../origins.ts'
import type { Program, ProgramInput, StateStyle } from '../program.ts'
import { makePenalty } from '../regularizers/index.ts'
import { averageLayout, updateAverage } from '../stabilizers/averagedGenerator.ts'
import { instanceNoiseSchedule, sightOf } from '../stabilizers/instanceNoise.ts'
import { packed } from '../stabilizers/packing.ts'
import { cut } from './cut.ts'
import { ganNetworks } from './ganNetworks.ts'
import { optimizerClock, rateInputs } from './rateInputs.ts'
import { trainedNetwork } from './trainedNetwork.ts'
import { judgingPasses, statisticsLayout, trainingPass } from './trainingPass.ts'

/** Of the state: parameters of G and D, optimiser slots of G and D, statistics of G and D. */
type Parts = [tf.Tensor[], tf.Tensor[], tf.Tensor[], tf.Tensor[], tf.Tensor[], tf.Tensor[], tf.Tensor[]]

/**
 * The step of a recipe's GAN: k discriminator steps, then one generator step (Goodfellow et al. 2014, algorithm 1, with
 * the recipe's loss in place of theirs). Metrics: both losses without penalties, each penalty under its series' name,
 * ‖gradient‖² of each network, D's judgements before its last step, [2 · batch, 1], the real half first, and with
 * `gradients` every gradient of G's step and of D's last one. Functions: generate, latents [n, size] to examples
 * [n, width]; judge, examples to one logit or score each, [n, 1]: both as outside training. With packing, what D sees
 * and judges are packs: batch / m of them, m · width numbers each. Every pass of a network in
 * training takes its batch into the network's statistics, in the order in which the passes are made, as in PyTorch.
 */
export function ganProgram(recipe: GanRecipe, style: StateStyle, { gradients = false } = {}): Program {
  const { batch, discriminatorSteps, fakeBatch } = recipe.schedule
  const width = dataWidth(recipe.data)
  const size = packSize(recipe.stabilizers)
  /** Judgements of one half. */
  const packs = batch / size
  const networks = ganNetworks(recipe)
  const optimizers = {
    generator: partOf(['optimizers', 'generator'], makeOptimizer(recipe.optimizers.generator)),
    discriminator: partOf(['optimizers', 'discriminator'], makeOptimizer(recipe.optimizers.discriminator)),
  }
  const loss = partOf(['loss'], makeLoss(recipe.loss))
  const penalties = recipe.regularizers.map((one, index) => partOf(['regularizers', index], makePenalty(one)))
  const label = findStabilizer(recipe.stabilizers, 'labelSmoothing')?.real ?? 1
  const blur = findStabilizer(recipe.stabilizers, 'instanceNoise')
  const averaging = findStabilizer(recipe.stabilizers, 'averagedGenerator')
  const trained = {
    generator: trainedNetwork('generator', networks.generator.parameters, optimizers.generator, style),
    discriminator: trainedNetwork('discriminator', networks.discriminator.parameters, optimizers.discriminator, style),
  }
  const layouts = [
    trained.generator.parameterLayout,
    trained.discriminator.parameterLayout,
    trained.generator.slotLayout,
    trained.discriminator.slotLayout,
    statisticsLayout('generator', networks.generator),
    statisticsLayout('discriminator', networks.discriminator),
    averaging ? averageLayout(trained.generator.parameterLayout) : [],
  ]
  const lengths = layouts.map((layout) => layout.length)
  const parts = (state: readonly tf.Tensor[]) => cut(state, lengths) as Parts

  const pathOf = (kind: StabilizerKind) => stabilizerPath(recipe.stabilizers, kind)
  const sightFor = (name: string) => partOf(pathOf('instanceNoise'), sightOf(blur, name, [batch, width]))
  const inPacks = (rows: tf.Tensor2D) => inPart(pathOf('packing'), () => packed(rows, size))

  const latentShape = [batch, recipe.latent.size]
  const roundsOfD = Array.from({ length: discriminatorSteps }, (_, index) => {
    const clock = optimizerClock('discriminator', 'D’s optimiser', recipe.optimizers.discriminator)
    const rates = rateInputs(`rate.discriminator.${index}`, optimizers.discriminator, clock, (step) => {
      return step * discriminatorSteps + index + 1
    })
    const noise = penalties.map((penalty) =>
      penalty.noise.map(({ stream, draw, shape }): ProgramInput => {
        return {
          name: `${stream}.${index}`,
          shape: shape(packs, width * size),
          source: { kind: 'noise', stream, draw },
        }
      }),
    )
    return {
      real: `real.${index}`,
      latent: `latent.${index}`,
      made: trainingPass(`made.${index}`, networks.generator, batch),
      judged: judgingPasses(`judged.${index}`, networks.discriminator, packs),
      sight: {
        real: sightFor(`${index}.real`),
        fake: sightFor(`${index}.fake`),
      },
      noise,
      rates,
    }
  })
  const made = trainingPass('made.generator', networks.generator, batch)
  const judged = trainingPass('judged.generator', networks.discriminator, packs)
  const sight = sightFor('generator')
  const clockOfG = optimizerClock('generator', 'G’s optimiser', recipe.optimizers.generator)
  const ratesOfG = rateInputs('rate.generator', optimizers.generator, clockOfG, (step) => step + 1)
  const latentOfG = fakeBatch === 'same' ? roundsOfD.at(-1)!.latent : 'latent.generator'
  const latentInput = (name: string): ProgramInput => ({
    name,
    shape: latentShape,
    source: { kind: 'latent', latent: recipe.latent },
  })
  const inputs: ProgramInput[] = [
    ...(blur ? [instanceNoiseSchedule(blur, recipe.schedule.steps)] : []),
    ...roundsOfD.flatMap(({ real, latent, made, judged, sight, noise, rates }): ProgramInput[] => [
      { name: real, shape: [batch, width], source: { kind: 'examples' } },
      latentInput(latent),
      ...made.inputs,
      ...judged.inputs,
      ...sight.real.inputs,
      ...sight.fake.inputs,
      ...noise.flat(),
      ...rates,
    ]),
    ...(fakeBatch === 'same' ? [] : [latentInput(latentOfG)]),
    ...made.inputs,
    ...judged.inputs,
    ...sight.inputs,
    ...ratesOfG,
  ]

  // Two outputs (fake, real) under softmax are one logit, their difference: real − fake.
  const asOne = (output: tf.Tensor2D): tf.Tensor2D =>
    outputWidth(recipe.discriminator, judgedWidth(recipe)) === 1
      ? output
      : tf.matMul(output, tf.tensor2d([-1, 1], [2, 1]))
  const half = (judgements: tf.Tensor2D, index: number) => tf.slice(judgements, [index * packs, 0], [packs, 1])

  return {
    state: layouts.flat(),
    inputs,
    metrics: [
      { name: 'discriminatorLoss', shape: [] },
      { name: 'generatorLoss', shape: [] },
      { name: 'discriminatorSquares', shape: [] },
      { name: 'generatorSquares', shape: [] },
      { name: 'judgements', shape: [2 * packs, 1] },
      ...penalties.map(({ series }) => ({ name: series, shape: [] })),
      ...(gradients ? [...trained.generator.gradients, ...trained.discriminator.gradients] : []),
    ],
    functions: {
      generate: (state, latent) => {
        const [own, , , , statistics, , average] = parts(state)
        const stored = averaging ? average : own
        return networks.generator.evaluate(trained.generator.parameters(stored), statistics, latent)
      },
      judge: (state, examples) => {
        const [, stored, , , , statistics] = parts(state)
        return asOne(networks.discriminator.evaluate(trained.discriminator.parameters(stored), statistics, examples))
      },
    },
    step(state, given) {
      const [storedG, firstD, slotsOfG, firstSlotsOfD, firstStatisticsOfG, firstStatisticsOfD, average] = parts(state)
      const read = (rates: readonly ProgramInput[]) => rates.map(({ name }) => given[name]!)
      const parametersOfG = trained.generator.parameters(storedG)
      let [storedD, slotsOfD] = [firstD, firstSlotsOfD]
      let [statisticsOfG, statisticsOfD] = [firstStatisticsOfG, firstStatisticsOfD]
      let metrics: Record<string, tf.Tensor> = {}
      // Kept, because gradients dispose of all they don't return.
      const kept: tf.Tensor[] = []
      const keep = <T extends tf.Tensor>(tensor: T): T => {
        kept.push(tf.keep(tensor))
        return tensor
      }

      for (const { real: nameOfReal, latent, made, judged, sight, noise, rates } of roundsOfD) {
        const real = inPacks(sight.real.see(given[nameOfReal] as tf.Tensor2D, given))
        const fakes = made.run(parametersOfG, statisticsOfG, given[latent] as tf.Tensor2D, given)
        const fake = inPacks(sight.fake.see(fakes.output, given))
        statisticsOfG = fakes.statistics
        const told: Record<string, tf.Tensor> = {}
        const { grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) => {
          const pass = judged.run(parameters, statisticsOfD, real, fake, given)
          // Penalties see D as it is outside training: without dropout, so that D's slope is its own.
          const judge = (examples: tf.Tensor2D) =>
            asOne(networks.discriminator.evaluate(parameters, pass.statistics, examples))
          statisticsOfD = pass.statistics.map(keep)
          const judgements = keep(asOne(pass.output))
          told['judgements'] = judgements
          told['discriminatorLoss'] = keep(loss.discriminator(half(judgements, 0), half(judgements, 1), label))
          return penalties.reduce((total, penalty, index) => {
            const seen = { real, fake, noise: read(noise[index]!) }
            const value = keep(penalty.value(judge, seen))
            told[penalty.series] = value
            return tf.add(total, value)
          }, told['discriminatorLoss'])
        })(trained.discriminator.parameters(storedD))
        const updated = trained.discriminator.update(storedD, slotsOfD, grads, read(rates), loss.clip)
        storedD = updated.parameters
        slotsOfD = updated.slots
        metrics = { ...told, ...updated.gradients, discriminatorSquares: updated.squares }
      }

      const parametersOfD = trained.discriminator.parameters(storedD)
      const { value, grads } = tf.valueAndGrads((...parameters: tf.Tensor[]) => {
        const fakes = made.run(parameters, statisticsOfG, given[latentOfG] as tf.Tensor2D, given)
        const seen = inPacks(sight.see(fakes.output, given))
        const pass = judged.run(parametersOfD, statisticsOfD, seen, given)
        statisticsOfG = fakes.statistics.map(keep)
        statisticsOfD = pass.statistics.map(keep)
        return loss.generator(asOne(pass.output))
      })(parametersOfG)
      const updated = trained.generator.update(storedG, slotsOfG, grads, read(ratesOfG), null)
      const told = { ...metrics, ...updated.gradients, generatorLoss: value, generatorSquares: updated.squares }
      const next = [
        ...updated.parameters,
        ...storedD,
        ...updated.slots,
        ...slotsOfD,
        ...statisticsOfG,
        ...statisticsOfD,
        ...(averaging
          ? inPart(pathOf('averagedGenerator'), () => updateAverage(averaging, average, updated.parameters))
          : []),
      ]
      const returned = new Set([...next, ...Object.values(told)])
      tf.dispose(kept.filter((tensor) => !returned.has(tensor)))
      return { state: next, metrics: told }
    },
  }
}
