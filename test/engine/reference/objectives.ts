/** A loss of one example by D's output (1 or 2 numbers), and its derivative by each of them. */
interface Term {
  value: number
  gradient: number[]
}

/** The three terms of a GAN objective, before the mean over a batch. */
export interface Objective {
  real(output: number[]): Term
  fake(output: number[]): Term
  generator(output: number[]): Term
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** Softmax over (fake, real), written out. */
function softmax([fake, real]: number[]): [number, number] {
  const largest = Math.max(fake!, real!)
  const [a, b] = [Math.exp(fake! - largest), Math.exp(real! - largest)]
  return [a / (a + b), b / (a + b)]
}

/** −log of the probability of being real. */
function minusLogReal(output: number[]): Term {
  if (output.length === 1) return { value: Math.log1p(Math.exp(-output[0]!)), gradient: [sigmoid(output[0]!) - 1] }
  const [fake, real] = softmax(output)
  return { value: -Math.log(real), gradient: [fake, real - 1] }
}

/** −log of the probability of being fake. */
function minusLogFake(output: number[]): Term {
  if (output.length === 1) return { value: Math.log1p(Math.exp(output[0]!)), gradient: [sigmoid(output[0]!)] }
  const [fake, real] = softmax(output)
  return { value: -Math.log(fake), gradient: [fake - 1, real] }
}

const negative = ({ value, gradient }: Term): Term => ({ value: -value, gradient: gradient.map((one) => -one) })
const score =
  (sign: number) =>
  (output: number[]): Term => ({ value: sign * output[0]!, gradient: [sign] })
const halfSquare =
  (target: number) =>
  (output: number[]): Term => ({
    value: 0.5 * (output[0]! - target) ** 2,
    gradient: [output[0]! - target],
  })
const margin =
  (sign: number) =>
  (output: number[]): Term => {
    const room = 1 + sign * output[0]!
    return room > 0 ? { value: room, gradient: [sign] } : { value: 0, gradient: [0] }
  }

/** D's term of real examples with a label in place of 1. */
export function smoothed(objective: Objective, kind: string, label: number): Objective['real'] {
  if (kind === 'leastSquares') return halfSquare(label)
  return (output) => {
    const [real, fake] = [objective.real(output), objective.fake(output)]
    const mixed = (a: number, b: number) => label * a + (1 - label) * b
    return {
      value: mixed(real.value, fake.value),
      gradient: real.gradient.map((one, index) => mixed(one, fake.gradient[index]!)),
    }
  }
}

export const objectives: Record<string, Objective> = {
  nonSaturating: { real: minusLogReal, fake: minusLogFake, generator: minusLogReal },
  minimax: { real: minusLogReal, fake: minusLogFake, generator: (output) => negative(minusLogFake(output)) },
  leastSquares: { real: halfSquare(1), fake: halfSquare(0), generator: halfSquare(1) },
  hinge: { real: margin(-1), fake: margin(1), generator: score(-1) },
  wasserstein: { real: score(-1), fake: score(1), generator: score(-1) },
}

/** Mean of a term over a batch, and its derivative by every output. */
export function meanOf(term: (output: number[]) => Term, outputs: number[][]): { value: number; gradient: number[][] } {
  const terms = outputs.map(term)
  return {
    value: terms.reduce((sum, one) => sum + one.value, 0) / outputs.length,
    gradient: terms.map((one) => one.gradient.map((value) => value / outputs.length)),
  }
}
