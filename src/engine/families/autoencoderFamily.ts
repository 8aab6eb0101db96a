import type { Frame, Scene } from '../../contract/picture.ts'
import type { AutoencoderRecipe } from '../../contract/recipe/schema.ts'
import type { Executor } from '../executors/executor.ts'
import { drawLatents } from '../latents.ts'
import { modeCoverage, modeSamples } from '../metrics/modes.ts'
import { initialParameters, initialStatistics } from '../networks/network.ts'
import { RandomStream } from '../random/stream.ts'
import { autoencoderProgram } from './autoencoder.ts'
import { autoencoderNetworks } from './autoencoderNetworks.ts'
import { bankSize, samplesAsBytes, type Family, type Pictures } from './family.ts'

/** What the decoder makes of the same random codes all through the run. */
class AutoencoderPictures implements Pictures {
  readonly bytes: number
  #recipe: AutoencoderRecipe
  #scene: Scene
  #bank: Float32Array

  constructor(recipe: AutoencoderRecipe, scene: Scene) {
    this.#recipe = recipe
    this.#scene = scene
    const count = bankSize[scene.kind]
    this.#bank = drawLatents(recipe.latent, count, new RandomStream(recipe.seed, 'bank'))
    this.bytes =
      scene.kind === 'points' ? count * 2 * Float32Array.BYTES_PER_ELEMENT : count * scene.width * scene.height
  }

  async picture(executor: Executor): Promise<Omit<Frame, 'step'>> {
    const samples = await executor.call('generate', this.#bank, bankSize[this.#scene.kind])
    return { samples: this.#scene.kind === 'points' ? samples : samplesAsBytes(samples) }
  }

  /** Mode coverage of what fresh random codes decode to, where the data has modes. */
  async measure(executor: Executor, stream: RandomStream): Promise<Record<string, number>> {
    const scene = this.#scene
    if (scene.kind !== 'points' || !scene.modes || scene.sd === undefined) return {}
    const codes = drawLatents(this.#recipe.latent, modeSamples, stream)
    return modeCoverage(await executor.call('generate', codes, modeSamples), scene.modes, scene.sd)
  }
}

/** An encoder and a decoder that give back what they are fed: Hinton and Salakhutdinov (2006). */
export function autoencoderFamily(recipe: AutoencoderRecipe): Family {
  return {
    program: (style) => autoencoderProgram(recipe, style),
    audited: (style) => autoencoderProgram(recipe, style, { gradients: true }),
    initial: () =>
      autoencoderNetworks(recipe).flatMap(({ role, network }) => {
        const stream = new RandomStream(recipe.seed, `init.${role}`)
        const drawn = [...initialParameters(network, recipe.initialization, stream), ...initialStatistics(network)]
        return drawn.map((tensor) => ({ ...tensor, name: `${role}.${tensor.name}` }))
      }),
    read: (metrics, index) => ({
      series: {
        'loss.reconstruction': metrics['reconstructionLoss']![index]!,
        'gradient.encoder': Math.sqrt(metrics['encoderSquares']![index]!),
        'gradient.decoder': Math.sqrt(metrics['decoderSquares']![index]!),
      },
      tally: null,
    }),
    sampling: { latent: recipe.latent, network: recipe.decoder },
    pictures: (scene) => new AutoencoderPictures(recipe, scene),
  }
}
