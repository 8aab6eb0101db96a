import type { LayerKind } from '../../../src/contract/recipe/layers.ts'

type Networks = Record<'generator' | 'discriminator', object[]>

const discriminator = [{ dense: 12, activation: 'tanh' }, { dense: 1 }]

/** Networks for points in which each kind of layer takes part in both roles. All of them smooth. */
export const layerNetworks: Record<LayerKind, Networks> = {
  dense: { generator: [{ dense: 8, bias: false, activation: 'tanh' }, { dense: 2 }], discriminator },
  conv: {
    generator: [
      { dense: 32, activation: 'tanh' },
      { reshape: [4, 4, 2] },
      { conv: 3, kernel: 3, stride: 2, activation: 'elu' },
      { flatten: true },
      { dense: 2 },
    ],
    discriminator: [
      { dense: 32 },
      { reshape: [4, 4, 2] },
      { conv: 3, kernel: 3, stride: 1, padding: 'valid', activation: 'tanh' },
      { flatten: true },
      { dense: 1 },
    ],
  },
  convTranspose: {
    generator: [
      { dense: 8, activation: 'tanh' },
      { reshape: [2, 2, 2] },
      { convTranspose: 2, kernel: 4, stride: 2, activation: 'tanh' },
      { flatten: true },
      { dense: 2 },
    ],
    discriminator: [
      { dense: 8 },
      { reshape: [2, 2, 2] },
      { convTranspose: 2, kernel: 3, stride: 1, padding: 'valid', activation: 'tanh' },
      { flatten: true },
      { dense: 1 },
    ],
  },
  // No shift is added before the normalisation, which takes it away: its gradient is 0, and shows rounding only.
  batchNorm: {
    generator: [{ dense: 8, bias: false }, { batchNorm: true, activation: 'tanh' }, { dense: 2 }],
    discriminator: [
      { dense: 8, activation: 'tanh' },
      { dense: 12, bias: false },
      { batchNorm: true, activation: 'tanh' },
      { dense: 1 },
    ],
  },
  layerNorm: {
    generator: [{ dense: 8 }, { layerNorm: true, activation: 'tanh' }, { dense: 2 }],
    discriminator: [{ dense: 12 }, { layerNorm: true, activation: 'tanh' }, { dense: 1 }],
  },
  dropout: {
    generator: [{ dense: 16, activation: 'tanh' }, { dropout: 0.25 }, { dense: 2 }],
    discriminator: [{ dense: 12, activation: 'tanh' }, { dropout: 0.5 }, { dense: 1 }],
  },
  flatten: {
    generator: [{ dense: 8, activation: 'tanh' }, { reshape: [2, 2, 2] }, { flatten: true }, { dense: 2 }],
    discriminator,
  },
  reshape: {
    generator: [{ dense: 8, activation: 'tanh' }, { reshape: [4, 2, 1] }, { reshape: [8] }, { dense: 2 }],
    discriminator,
  },
}
