import type { Activation } from '../../../contract/recipe/layers.ts'

export const activationNames: Record<Activation, string> = {
  linear: 'Linear',
  relu: 'ReLU',
  leakyRelu: 'Leaky ReLU',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  elu: 'ELU',
  gelu: 'GELU',
  softplus: 'Softplus',
}
