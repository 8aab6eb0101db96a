/** Narrow hidden layers, so that plain JavaScript keeps up; the 784 pixels stay. */
export const narrowDigits = {
  data: { kind: 'digits', points: 200 },
  generator: [
    { dense: 24, activation: 'leakyRelu' },
    { dense: 32, activation: 'leakyRelu' },
    { dense: 784, activation: 'tanh' },
  ],
  discriminator: [{ dense: 32, activation: 'leakyRelu' }, { dense: 16, activation: 'leakyRelu' }, { dense: 1 }],
}

const narrowConvolutions = {
  data: { kind: 'digits', points: 200 },
  latent: { size: 8 },
  generator: [
    { dense: 98, bias: false },
    { batchNorm: true, activation: 'relu' },
    { reshape: [7, 7, 2] },
    { convTranspose: 2, kernel: 4, stride: 2, bias: false },
    { batchNorm: true, activation: 'relu' },
    { convTranspose: 1, kernel: 4, stride: 2, activation: 'tanh' },
  ],
  discriminator: [
    { reshape: [28, 28, 1] },
    { conv: 2, kernel: 4, stride: 2, activation: 'leakyRelu' },
    { conv: 3, kernel: 4, stride: 2, bias: false },
    { batchNorm: true, activation: 'leakyRelu' },
    { flatten: true },
    { dense: 1 },
  ],
  schedule: { batch: 4 },
}

function narrowCoding(encoded: number) {
  return {
    data: { kind: 'digits', points: 200 },
    encoder: [{ dense: 24, activation: 'relu' }, { dense: encoded }],
    decoder: [
      { dense: 24, activation: 'relu' },
      { dense: 784, activation: 'tanh' },
    ],
  }
}

/** What is changed in presets whose own networks would take plain JavaScript seconds a step, and what they insist on. */
export const narrowPresets: Record<string, { schedule?: object } & Record<string, unknown>> = {
  'linear-gaussian': { schedule: { batch: 4, fakeBatch: 'same' } },
  digits: narrowDigits,
  dcgan: narrowConvolutions,
  'digits-wgan-gp': {
    data: { kind: 'digits', points: 200 },
    latent: { size: 8 },
    generator: [
      { dense: 16, bias: false },
      { batchNorm: true, activation: 'relu' },
      { dense: 784, activation: 'tanh' },
    ],
    discriminator: [{ dense: 24, bias: false }, { layerNorm: true, activation: 'leakyRelu' }, { dense: 1 }],
    schedule: { batch: 16, discriminatorSteps: 2 },
  },
  'autoencoder-digits': narrowCoding(16),
  'vae-digits': narrowCoding(32),
  'vae-plane': narrowCoding(4),
}
