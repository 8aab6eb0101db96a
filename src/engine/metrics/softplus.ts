/**
 * log(1 + eˣ), which neither overflows nor loses small values: of a logit l, −log D is softplus(−l) and
 * −log(1 − D) softplus(l).
 */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
