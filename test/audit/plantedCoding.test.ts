import { codingRecipe } from '../engine/codingRecipes.ts'
import { describePlanted, lacking, withRecipe } from './plantedStep.ts'

const recipe = codingRecipe('vae', {
  data: { kind: 'digits', points: 40 },
  latent: { size: 2 },
  encoder: [{ dense: 6, activation: 'tanh' }, { batchNorm: true }, { dense: 4 }],
  decoder: [{ dense: 5, activation: 'tanh' }, { dropout: 0.3 }, { dense: 784 }],
  schedule: { batch: 8 },
})

describePlanted('tools/audit.py on a VAE’s step', {
  recipe,
  planted: {
    'metrics/error.reconstruction': 'losses',
    'metrics/loss.reconstruction': 'losses',
    'metrics/loss.kl': 'losses',
    'metrics/loss.total': 'losses',
    'metrics/gradient.encoder': 'gradient norms',
    'metrics/gradient.decoder': 'gradient norms',
    'grad/encoder.0.weight': 'gradients of the encoder',
    'grad/decoder.2.weight': 'gradients of the decoder',
    'after/encoder.2.weight': 'updates of the encoder',
    'after/decoder.0.bias': 'updates of the decoder',
    'after/encoder.1.runningVariance': 'statistics of the encoder',
    'optimizer/after/encoder.0.weight.m': 'optimiser state of the encoder',
    'optimizer/after/decoder.0.weight.v': 'optimiser state of the decoder',
    'before/encoder.2.weight': 'gradients of the encoder',
    'optimizer/before/decoder.0.weight.m': 'optimiser state of the decoder',
    batch: 'losses',
    'noise/code.epsilon': 'gradients of the decoder',
  },
  refused: {
    missing: [lacking('noise/code.epsilon'), 'code.epsilon'],
    'other likelihood': [
      withRecipe({ likelihood: { kind: 'bernoulli', sd: 1 } }),
      'the likelihood “bernoulli” is not known',
    ],
    'unknown key': [withRecipe({ warmUp: 1 }), '“warmUp” of the recipe is not known'],
  },
})
