import * as tf from '@tensorflow/tfjs-core'
import type { Optimizer } from '../optimizers/index.ts'
import type { StateStyle } from '../program.ts'
import { sizeOf, type StateTensor } from '../stateTensor.ts'

type NamedShapes = readonly { name: string; shape: number[] }[]

const flatten = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [-1]) as tf.Tensor1D))

/** One flat tensor as tensors of these shapes. */
function split(flat: tf.Tensor, shapes: NamedShapes): tf.Tensor[] {
  let start = 0
  return shapes.map(({ shape }) => {
    const size = sizeOf(shape)
    const part = tf.reshape(tf.slice(flat, [start], [size]), shape)
    start += size
    return part
  })
}

const inOneTensor = (parts: NamedShapes): StateTensor => ({
  shape: [parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0)],
  parts,
})

const eachItsOwn = (parts: NamedShapes): StateTensor[] => parts.map((part) => ({ shape: part.shape, parts: [part] }))

const lay = (parts: NamedShapes, style: 'flat' | 'separate') =>
  style === 'flat' ? [inOneTensor(parts)] : eachItsOwn(parts)

/** What one update of a network gives: its part of the state, its gradients by name, and ‖gradient‖² over all of them. */
export interface Updated {
  parameters: tf.Tensor[]
  slots: tf.Tensor[]
  gradients: Record<string, tf.Tensor>
  squares: tf.Scalar
}

/** A network that an optimiser trains, and how its parameters and the optimiser's slots lie in the state. */
export interface TrainedNetwork {
  readonly parameterLayout: readonly StateTensor[]
  readonly slotLayout: readonly StateTensor[]
  /** Names ("grad/generator.0.weight") and shapes of an update's gradients. */
  readonly gradients: NamedShapes
  /** The network's own tensors from those of the state. */
  parameters(stored: readonly tf.Tensor[]): tf.Tensor[]
  /** `gradients` are those of `parameters(stored)`; with `clip`, every parameter is then kept within ± clip. */
  update(
    stored: readonly tf.Tensor[],
    slots: readonly tf.Tensor[],
    gradients: readonly tf.Tensor[],
    rates: readonly tf.Tensor[],
    clip: number | null,
  ): Updated
}

/**
 * Flat tensors are for engines and networks on which the number of kernels is what takes the time; `role` begins the
 * names in checkpoints, which are the same in every style.
 */
export function trainedNetwork(
  role: string,
  shapes: NamedShapes,
  optimizer: Optimizer,
  style: StateStyle,
): TrainedNetwork {
  const named = shapes.map(({ name, shape }) => ({ name: `${role}.${name}`, shape }))
  const gradientShapes = named.map(({ name, shape }) => ({ name: `grad/${name}`, shape }))
  const slotLayout = optimizer.slots.flatMap((slot) =>
    lay(
      shapes.map(({ name, shape }) => ({ name: `optimizer.${role}.${name}.${slot}`, shape })),
      style.slots,
    ),
  )
  const together = style.slots === 'flat'
  const flatParameters = style.parameters === 'flat'

  return {
    parameterLayout: lay(named, style.parameters),
    slotLayout,
    gradients: gradientShapes,
    parameters: (stored) => (flatParameters ? split(stored[0]!, shapes) : [...stored]),
    update(stored, slots, gradients, rates, clip) {
      const byName = Object.fromEntries(gradientShapes.map(({ name }, index) => [name, gradients[index]!]))
      const inside = (next: tf.Tensor) => (clip === null ? next : tf.clipByValue(next, -clip, clip))
      if (together) {
        const gradient = flatten(gradients)
        const [next, ...nextSlots] = optimizer.apply(
          flatParameters ? stored[0]! : flatten(stored),
          gradient,
          slots,
          rates,
        )
        const parameters = flatParameters ? [inside(next!)] : split(inside(next!), shapes)
        return { parameters, slots: nextSlots, gradients: byName, squares: tf.sum(tf.square(gradient)) }
      }
      const count = shapes.length
      const updates = gradients.map((gradient, index) => {
        const own = optimizer.slots.map((_, slot) => slots[slot * count + index]!)
        return optimizer.apply(stored[index]!, gradient, own, rates)
      })
      return {
        parameters: updates.map(([next]) => inside(next!)),
        slots: optimizer.slots.flatMap((_, slot) => updates.map((update) => update[slot + 1]!)),
        gradients: byName,
        squares: tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))) as tf.Scalar,
      }
    },
  }
}
