import type { DensityRecipe } from '../../contract/recipe/schema.ts'
import { densityProgram, numbersOfPoint } from './density.ts'
import { densityStart } from './densityParameters.ts'
import { DensityPictures, withDensity } from './densityPictures.ts'
import type { Family } from './family.ts'

/** A density with a formula: one Gaussian, or several (McLachlan and Peel, "Finite mixture models", 2000). */
export function densityFamily(recipe: DensityRecipe): Family {
  return {
    program: (style) => densityProgram(recipe, style),
    audited: (style) => densityProgram(recipe, style, { gradients: true }),
    initial: () => densityStart(recipe),
    read: (metrics, index) => ({
      series: {
        'loss.density': metrics['objective']![index]!,
        likelihood: (metrics['negativeLogLikelihood'] ?? metrics['objective']!)[index]!,
        'gradient.model': Math.sqrt(metrics['modelSquares']![index]!),
      },
      tally: null,
    }),
    sampling: { latent: { kind: 'normal', size: numbersOfPoint(recipe) }, network: [] },
    scene: (scene) => withDensity(scene, recipe),
    pictures: (scene) => new DensityPictures(recipe, scene),
  }
}
