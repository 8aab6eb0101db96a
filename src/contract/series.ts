import { estimateOf } from './estimates.ts'
import { regularizerFacts } from './recipe/regularizers.ts'

/** One metric: how it is called in the store, in charts and in words. */
export interface SeriesFact {
  name: string
  label: string
  /** One plain sentence with what a value means. */
  explain: string
  /** As text; the page sets it as MathML where it shows it alone. */
  formula: string
  unit: 'nats' | 'share' | 'count' | 'seconds' | 'plain'
}

const fact = (name: string, label: string, unit: SeriesFact['unit'], formula: string, explain: string): SeriesFact => ({
  name,
  label,
  unit,
  formula,
  explain,
})

/** Every series a run can store. */
export const seriesFacts: readonly SeriesFact[] = [
  fact(
    'loss.discriminator',
    'D’s loss',
    'nats',
    'L_D',
    'What D lowers: small when it tells real from fake. For minimax and non-saturating, 2 log 2 ≈ 1.386 means it can’t tell.',
  ),
  fact('loss.generator', 'G’s loss', 'nats', 'L_G', 'What G lowers: small when D takes its fakes for real.'),
  fact(
    'value',
    'V',
    'nats',
    'V = E log D(x) + E log(1 − D(G(z)))',
    'The game’s value: D raises it, G lowers it. −2 log 2 ≈ −1.386 means D can’t tell; 0 means it always can. For losses without probabilities, −L_D.',
  ),
  fact(
    'accuracy.real',
    'Accuracy on real',
    'share',
    'share of real examples D calls real',
    'How often D is right about real examples of the batch, before its step.',
  ),
  fact(
    'accuracy.fake',
    'Accuracy on fake',
    'share',
    'share of fakes D calls fake',
    'How often D is right about fakes of the batch, before its step.',
  ),
  fact(
    'accuracy',
    'Accuracy of D',
    'share',
    '(right on real + right on fake) / all',
    '50 % means D can’t tell real from fake; 100 % means it always can.',
  ),
  fact(
    'gradient.generator',
    'Gradient norm of G',
    'plain',
    '‖∂L_G/∂θ_G‖₂',
    'How strongly G is pushed; near 0 it stops learning.',
  ),
  fact('gradient.discriminator', 'Gradient norm of D', 'plain', '‖∂L_D/∂θ_D‖₂', 'How strongly D is pushed.'),
  fact(
    'error.reconstruction',
    'Reconstruction error',
    'plain',
    'mean (x − x̂)², x̂ = decoder(encoder(x))',
    'How far what comes back lies from what went in, squared, over all numbers of the batch; 0 gives back what it is fed. Auto-encoders and VAEs tell it alike.',
  ),
  fact(
    'loss.total',
    'Loss',
    'nats',
    'L = −E log p(x | z) + β KL(q(z | x) ‖ N(0, I)) + const',
    'What a VAE lowers: its reconstruction term plus β times its KL term. With β = 1 it bounds −log p(x) from above, but for a constant that nothing trained changes.',
  ),
  fact(
    'loss.reconstruction',
    'Reconstruction term',
    'nats',
    'Σ (x − x̂)² / (2 sd²), x̂ = decoder(z), z drawn from q(z | x)',
    '−log p(x | z) of an example, normal around what comes back, without its constant d log(sd √(2π)); small when codes say enough.',
  ),
  fact(
    'loss.kl',
    'KL term',
    'nats',
    'KL(q(z | x) ‖ N(0, I)) = ½ Σ (μ² + σ² − 1 − log σ²)',
    'How far an example’s codes are from N(0, I), in nats summed over the code: 0 means that the code says nothing of the example.',
  ),
  fact(
    'gradient.encoder',
    'Gradient norm of the encoder',
    'plain',
    '‖∂L/∂θ_E‖₂',
    'How strongly the encoder is pushed.',
  ),
  fact(
    'gradient.decoder',
    'Gradient norm of the decoder',
    'plain',
    '‖∂L/∂θ_D‖₂',
    'How strongly the decoder is pushed.',
  ),
  fact(
    'loss.density',
    'Loss of the batch',
    'nats',
    'L = −E_p log q, E_q log(q / p) or JSD(p, q)',
    'What is lowered, as the batch estimates it: what is not in the formula is the same for every model. Estimates of divergences can be below 0.',
  ),
  fact(
    'likelihood',
    '−E log q of the batch',
    'nats',
    '−E_p log q(x), over the batch',
    'How surprised the model is by the data: small where the data lie where it is dense. It can’t stay below the data’s entropy.',
  ),
  fact(
    'likelihood.exact',
    '−E log q',
    'nats',
    '−E_p log q(x) = H(p) + KL(p ‖ q), by quadrature',
    'The same over the true density in place of a batch: the data’s entropy and, on top of it, how far the model is from the data.',
  ),
  fact(
    'entropy',
    'Entropy of the data',
    'nats',
    'H(p) = −E_p log p(x)',
    'What −E log q would be if the model were the true density: no model gets below it.',
  ),
  fact(
    'kl.forward',
    'KL(p ‖ q)',
    'nats',
    'KL(p ‖ q) = E_p log(p(x) / q(x))',
    'How far the model q is from the data p, weighed by the data: it is large where the model misses a part of the data; 0 when they are equal.',
  ),
  fact(
    'kl.reverse',
    'KL(q ‖ p)',
    'nats',
    'KL(q ‖ p) = E_q log(q(x) / p(x))',
    'The same weighed by the model: it is large where the model draws what the data never are, and says nothing of what it misses.',
  ),
  fact(
    'jsd',
    'JSD(p, q)',
    'nats',
    'JSD(p, q) = ½ KL(p ‖ m) + ½ KL(q ‖ m), m = (p + q) / 2',
    'How far data and model are apart, both ways at once: 0 when they are equal, log 2 ≈ 0.693 when they don’t overlap.',
  ),
  fact(
    'frechet',
    'Fréchet distance of the points',
    'plain',
    '‖μ_p − μ_q‖² + tr(Σ_p + Σ_q − 2 (Σ_p^½ Σ_q Σ_p^½)^½)',
    'How far mean and covariance of 2,500 samples are from the data’s, in squared data units: 0 when they are equal, whatever else differs.',
  ),
  fact(
    'wasserstein',
    'Sliced Wasserstein distance',
    'plain',
    '(mean over directions of W₂²)^½',
    'How far points have to be carried to turn up to 500 samples into real ones, seen from 8 directions, in data units; samples of the data are not quite at 0.',
  ),
  fact('gradient.model', 'Gradient norm of the model', 'plain', '‖∂L/∂θ‖₂', 'How strongly the model is pushed.'),
  ...regularizerFacts.flatMap(({ name, series, formula, explain }) =>
    series === null
      ? []
      : [fact(series, `${name}, in D’s loss`, 'plain', formula, `What it adds to D’s loss. ${explain}`)],
  ),
  fact(
    'modes',
    'Modes captured',
    'count',
    'modes with at least 20 of 2,500 samples within 3 sd',
    'How many of the data’s clusters are drawn.',
  ),
  fact(
    'good',
    'Good samples',
    'share',
    'share of 2,500 samples within 3 sd of a mode',
    'How many of the points made land in a cluster; the true data scores 98.9 % in the plane, 99.7 % or more on a line.',
  ),
  fact(
    'value.seen',
    'V on its own points',
    'nats',
    'V over up to 1,000 points of the training data and 256 fakes',
    'The game’s value as D is outside training, on points it learns from; taken with the pictures.',
  ),
  fact(
    'value.fresh',
    'V on fresh points',
    'nats',
    'V over as many points D never trains on and the same fakes',
    'Well below V on its own points, D knows those by heart and not the distribution they come from.',
  ),
  fact(
    'epoch.accuracy',
    'Accuracy of the epoch',
    'share',
    'mean of D’s accuracy over the epoch',
    'D’s accuracy over one pass through the data, real and fake together.',
  ),
  fact(
    'epoch.seconds',
    'Seconds an epoch',
    'seconds',
    'training time of the epoch',
    'How long one pass through the data took, pauses left out.',
  ),
]

/** Facts of a measure that is estimated from samples, by those of the measure itself. */
function estimatedFact(name: string): SeriesFact | undefined {
  const estimate = estimateOf(name)
  const own = estimate && seriesFacts.find((one) => one.name === estimate.measure)
  if (!own) return undefined
  const how = `An estimate, bandwidth ${estimate.bandwidth}: G’s density is guessed from 2,500 samples with a Gaussian of that standard deviation on each, which alone keeps it from 0.`
  return fact(
    name,
    `${own.label}, estimate (bandwidth ${estimate.bandwidth})`,
    own.unit,
    `${own.formula}, q from samples with bandwidth ${estimate.bandwidth}`,
    `${own.explain} ${how}`,
  )
}

/** Facts of a series; one that is not listed explains itself by its name only. */
export function seriesFact(name: string): SeriesFact {
  return seriesFacts.find((one) => one.name === name) ?? estimatedFact(name) ?? fact(name, name, 'plain', name, '')
}

/** Series in reading order: as they are listed, estimates of a measure after it. */
export function inReadingOrder(names: Iterable<string>): string[] {
  const place = (name: string) => seriesFacts.findIndex((one) => one.name === (estimateOf(name)?.measure ?? name))
  return [...new Set(names)].filter((name) => place(name) >= 0).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}
