import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'

/** A GAN objective over D's judgements: one logit or score an example, [batch, 1]. */
export interface Loss {
  /** What D lowers: a mean over the real batch plus a mean over the fake one. */
  discriminator(real: Tensor2D, fake: Tensor2D): Scalar
  /** What G lowers, from D's judgements of fakes. */
  generator(fake: Tensor2D): Scalar
  /** Largest magnitude a parameter of D may have after its step; null for no limit. */
  readonly clip: number | null
}
