import { densityRecipe } from '../engine/densityRecipes.ts'
import { describePlanted, lacking, withRecipe } from './plantedStep.ts'

describePlanted('tools/audit.py on a density’s step', {
  recipe: densityRecipe({ model: { kind: 'mixture', components: 3 }, objective: 'jsd' }),
  planted: {
    'metrics/loss.density': 'losses',
    'metrics/likelihood': 'losses',
    'metrics/gradient.model': 'gradient norms',
    'grad/model.mean': 'gradients of the model',
    'grad/model.weight': 'gradients of the model',
    'after/model.scale': 'updates of the model',
    'after/model.corner': 'updates of the model',
    'optimizer/after/model.mean.m': 'optimiser state of the model',
    'optimizer/after/model.weight.v': 'optimiser state of the model',
    'before/model.mean': 'gradients of the model',
    'optimizer/before/model.scale.m': 'optimiser state of the model',
    batch: 'losses',
    'noise/model.normal': 'losses',
  },
  refused: {
    missing: [lacking('noise/model.normal'), 'model.normal'],
    'other objective': [withRecipe({ objective: 'hellinger' }), 'the objective “hellinger” is not known'],
    'unknown density': [
      withRecipe({ data: { kind: 'checkerboard' } }),
      'the density of data of the kind “checkerboard” is not known',
    ],
    'unknown key': [withRecipe({ warmUp: 1 }), '“warmUp” of the recipe is not known'],
  },
})
