import { softplus } from './softplus.ts'

function mean(logits: Float32Array, of: (logit: number) => number): number {
  let sum = 0
  for (const logit of logits) sum += of(logit)
  return sum / logits.length
}

/** V = E log D(x) + E log(1 − D(G(z))) in nats, of D's logits for real examples and for fakes (Goodfellow et al. 2014). */
export function gameValue(real: Float32Array, fake: Float32Array): number {
  return -mean(real, (logit) => softplus(-logit)) - mean(fake, softplus)
}
