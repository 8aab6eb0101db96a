import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'

/** A GAN objective over D's judgements: one logit or score an example, [batch, 1]. */
export interface Loss {
  /**
   * What D lowers: a mean over the real batch plus a mean over the fake one. `label` is what D aims at for real
   * examples, 1 unless it is smoothed (Salimans et al. 2016, section 3.4); losses without labels pass over it.
   */
  discriminator(real: Tensor2D, fake: Tensor2D, label: number): Scalar
  /** What G lowers, from D's judgements of fakes. */
  generator(fake: Tensor2D): Scalar
  /** Largest magnitude a parameter of D may have after its step; null for no limit. */
  readonly clip: number | null
}
