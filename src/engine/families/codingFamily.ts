import { RandomStream } from '../random/stream.ts'
import { initialParameters, initialStatistics } from '../networks/network.ts'
import { codingProgram } from './coding.ts'
import { codingNetworks, type CodingRecipe } from './codingNetworks.ts'
import { CodingPictures } from './codingPictures.ts'
import type { Family } from './family.ts'

/** Series of one step from its metrics: an auto-encoder's, and with the terms of a VAE's bound. */
function stepReader(recipe: CodingRecipe): Family['read'] {
  return (metrics, index) => {
    const told = (name: string) => metrics[name]![index]!
    const series: Record<string, number> = {
      'error.reconstruction': told('error'),
      'gradient.encoder': Math.sqrt(told('encoderSquares')),
      'gradient.decoder': Math.sqrt(told('decoderSquares')),
    }
    if (recipe.family === 'vae') {
      series['loss.reconstruction'] = told('reconstruction')
      series['loss.kl'] = told('kl')
      series['loss.total'] = told('reconstruction') + recipe.klWeight * told('kl')
    }
    return { series, tally: null }
  }
}

/**
 * An encoder and a decoder that give back what they are fed: Hinton and Salakhutdinov (2006), and with a distribution
 * of codes, Kingma and Welling (2014).
 */
export function codingFamily(recipe: CodingRecipe): Family {
  return {
    program: (style) => codingProgram(recipe, style),
    audited: (style) => codingProgram(recipe, style, { gradients: true }),
    initial: () =>
      codingNetworks(recipe).flatMap(({ role, network }) => {
        const stream = new RandomStream(recipe.seed, `init.${role}`)
        const drawn = [...initialParameters(network, recipe.initialization, stream), ...initialStatistics(network)]
        return drawn.map((tensor) => ({ ...tensor, name: `${role}.${tensor.name}` }))
      }),
    read: stepReader(recipe),
    sampling: { latent: recipe.latent, network: recipe.decoder },
    pictures: (scene, dataset) => new CodingPictures(recipe, scene, dataset),
  }
}
