import * as tf from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { RandomStream } from '../../../src/engine/random/stream.ts'
import { sizeOf } from '../../../src/engine/stateTensor.ts'
import { evaluators, type Evaluator, type Values } from './evaluators.ts'

/** A function of some tensors, and where it is looked at. Every one of them has to influence it. */
export interface Checked {
  at: readonly { shape: number[]; values: ArrayLike<number> }[]
  compute(tensors: tf.Tensor[]): tf.Tensor
}

/** The largest relative errors of any tensor's first derivative and of its product with the second. */
interface Errors {
  first: number
  second: number
  /** The derivatives themselves, first ones first. */
  told: Float64Array[]
}

/** Central differences are then wrong by about 1e-10 of what they are taken of. */
const distance = 1e-5

/** Normal numbers, always the same for a name. */
export function random(name: string, count: number, sd = 1): Float64Array {
  return new RandomStream(1, name).normal(new Float64Array(count)).map((value) => sd * value)
}

/** A constant. tfjs's types know of no double precision. */
export const constant = (values: Float64Array, shape: number[]): tf.Tensor =>
  tf.tensor(values as unknown as Float32Array, shape, 'float32')

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, index) => sum + value * b[index]!, 0)

/** Directions in which a tensor is moved: one number at a time, or where there are many, all of them by chance. */
function probesOf(name: string, count: number): Float64Array[] {
  if (count > 12) return Array.from({ length: 8 }, (_, index) => random(`${name} probe ${index}`, count))
  return Array.from({ length: count }, (_, index) => new Float64Array(count).fill(1, index, index + 1))
}

/**
 * ‖told − differences‖₂ over the differences' norm, the worst of all tensors. A tensor whose derivative all but
 * vanishes beside the others', or beside `scale`, is measured by a thousandth of theirs: rounding is all it shows.
 */
function furthest(told: Float64Array[], differences: Float64Array[], scale: number): number {
  const least = 1e-3 * Math.max(scale, ...differences.map(norm))
  const errors = told.map((one, index) => {
    const expected = differences[index]!
    return norm(one.map((value, i) => value - expected[i]!)) / Math.max(norm(expected), least)
  })
  // Not a number is the largest error of all.
  return errors.reduce((most, one) => (one <= most ? most : one), 0)
}

/**
 * Compares derivatives with central differences: the first number by number or along random directions, the second along a random
 * direction v, as the derivative of v·∇f. ½‖x‖² is added to that, so that nothing is unconnected where the first is
 * constant, and taken away again.
 */
async function derivativeErrors(evaluator: Evaluator, { at, compute }: Checked): Promise<Errors> {
  const inputs = at.map(({ shape }, index) => ({ name: `x${index}`, shape }))
  const directions = at.map(({ shape }, index) => ({ name: `v${index}`, shape }))
  const list = (tensors: Record<string, tf.Tensor>, names: typeof inputs) => names.map(({ name }) => tensors[name]!)

  const value = await evaluator.prepare(inputs, (tensors) => [compute(list(tensors, inputs))])
  const derivatives = await evaluator.prepare([...inputs, ...directions], (tensors) => {
    const [xs, vs] = [list(tensors, inputs), list(tensors, directions)]
    const gradients = (...given: tf.Tensor[]) => tf.grads((...args) => compute(args))(given)
    const along = (...given: tf.Tensor[]) => {
      const parts = gradients(...given).map((one, index) => tf.sum(tf.mul(one, vs[index]!)))
      const squares = given.map((x) => tf.mul(0.5, tf.sum(tf.square(x))))
      return [...parts, ...squares].reduce((sum, one) => tf.add(sum, one))
    }
    return [
      ...gradients(...xs),
      ...tf
        .grads(along)(xs)
        .map((one, index) => tf.sub(one, xs[index]!)),
    ]
  })

  const x: Values = Object.fromEntries(inputs.map(({ name }, i) => [name, Float64Array.from(at[i]!.values)]))
  const v: Values = Object.fromEntries(directions.map(({ name, shape }) => [name, random(name, sizeOf(shape))]))
  const moved = (by: number): Values =>
    Object.fromEntries(inputs.map(({ name }, i) => [name, x[name]!.map((one, j) => one + by * v[`v${i}`]![j]!)]))

  const told = await derivatives({ ...x, ...v })
  const first = told.slice(0, at.length)
  const slopes: Float64Array[] = []
  const differences: Float64Array[] = []
  for (const [index, { name }] of inputs.entries()) {
    const probes = probesOf(name, x[name]!.length)
    const beside = async (probe: Float64Array, by: number) => {
      const there = x[name]!.map((one, i) => one + by * probe[i]!)
      return (await value({ ...x, [name]: there }))[0]![0]!
    }
    const found = probes.map(async (probe) => (await beside(probe, distance)) - (await beside(probe, -distance)))
    differences.push(Float64Array.from(await Promise.all(found), (one) => one / (2 * distance)))
    slopes.push(Float64Array.from(probes, (probe) => dot(first[index]!, probe)))
  }
  const [ahead, behind] = [
    await derivatives({ ...moved(distance), ...v }),
    await derivatives({ ...moved(-distance), ...v }),
  ]
  const seconds = first.map((one, t) => one.map((_, i) => (ahead[t]![i]! - behind[t]![i]!) / (2 * distance)))
  return {
    first: furthest(slopes, differences, 0),
    second: furthest(told.slice(at.length), seconds, Math.max(...first.map(norm))),
    told,
  }
}

/** The largest errors of one or several checks. */
export interface Worst {
  first: number
  second: number
  /** Between the two evaluators. */
  apart: number
}

/** Checks a function's derivatives by every evaluator, and the evaluators by each other. */
export async function checkDerivatives(checked: Checked): Promise<Worst> {
  const all: Errors[] = []
  for (const evaluator of evaluators) all.push(await derivativeErrors(evaluator, checked))
  const [{ told }, ...others] = all as [Errors, ...Errors[]]
  const most = (of: (errors: Errors) => number) => Math.max(...all.map(of))
  return {
    first: most(({ first }) => first),
    second: most(({ second }) => second),
    apart: Math.max(...others.map((other) => furthest(other.told, told, 0))),
  }
}

/** Collects the errors of a file's tests, for one line at its end. */
export class Report {
  #title: string
  #worst: Worst = { first: 0, second: 0, apart: 0 }

  constructor(title: string) {
    this.#title = title
  }

  /** Fails where a derivative is off by more than 1e-6 of itself. */
  async expectRight(checked: Checked): Promise<void> {
    const found = await checkDerivatives(checked)
    for (const key of ['first', 'second', 'apart'] as const) this.#worst[key] = Math.max(this.#worst[key], found[key])
    expect(found.first).toBeLessThan(1e-6)
    expect(found.second).toBeLessThan(1e-6)
    expect(found.apart).toBeLessThan(1e-6)
  }

  write(): void {
    const { first, second, apart } = this.#worst
    const [a, b, c] = [first, second, apart].map((value) => value.toExponential(1))
    process.stderr.write(`${this.#title}: off by at most ${a} (first), ${b} (second); evaluators apart by ${c}\n`)
  }
}
