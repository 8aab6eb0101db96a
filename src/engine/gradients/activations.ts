import * as tf from '@tensorflow/tfjs-core'

/**
 * Derivatives of activations, all written from the saved input. tfjs's own rules for tanh and sigmoid use the saved
 * output, which cuts its dependence on the input: their second-order gradients are wrong; leaky ReLU has none.
 */
export const activationGradients: tf.GradConfig[] = [
  {
    kernelName: 'Relu',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.step(x!)) }),
  },
  {
    kernelName: 'LeakyRelu',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attributes) => ({
      x: () => tf.mul(dy as tf.Tensor, tf.step(x!, attributes['alpha'] as number)),
    }),
  },
  { kernelName: 'Step', inputsToSave: ['x'], gradFunc: (_dy, [x]) => ({ x: () => tf.zerosLike(x!) }) },
  {
    kernelName: 'Tanh',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.sub(1, tf.square(tf.tanh(x!)))) }),
  },
  {
    kernelName: 'Sigmoid',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({
      x: () => {
        const y = tf.sigmoid(x!)
        return tf.mul(dy as tf.Tensor, tf.mul(y, tf.sub(1, y)))
      },
    }),
  },
  {
    kernelName: 'Softplus',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.sigmoid(x!)) }),
  },
  { kernelName: 'Exp', inputsToSave: ['x'], gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.exp(x!)) }) },
  { kernelName: 'Log', inputsToSave: ['x'], gradFunc: (dy, [x]) => ({ x: () => tf.div(dy as tf.Tensor, x!) }) },
  {
    kernelName: 'Elu',
    inputsToSave: ['x'],
    // e^min(x, 0), written so that nothing overflows on the side where the slope is 1.
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.exp(tf.neg(tf.relu(tf.neg(x!))))) }),
  },
  {
    kernelName: 'Erf',
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({
      x: () => tf.mul(dy as tf.Tensor, tf.mul(2 / Math.sqrt(Math.PI), tf.exp(tf.neg(tf.square(x!))))),
    }),
  },
]
