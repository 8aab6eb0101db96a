import { cellMasses, makePlane, type Plane } from '../metrics/plane.ts'
import { softplus } from '../metrics/softplus.ts'
import { gaussianJsd } from './gaussianJsd.ts'
import { covarianceOf, type LinearGenerator } from './linearGenerator.ts'

/** Gaussian data, N(mean, [xx, xy, yy]). */
export interface GaussianData {
  mean: readonly [number, number]
  covariance: readonly [number, number, number]
}

const cells = 101
/** Standard deviations around a Gaussian that hold all of its mass but 1e-8. */
const reach = 6

/** Weights of N(0, I) over a grid of latents, for expectations over z. */
const latents = (() => {
  const plane = makePlane([-reach, reach, -reach, reach], cells)
  const masses = cellMasses(plane, (x, y) => Math.exp(-(x * x + y * y) / 2) / (2 * Math.PI))
  return { centres: plane.centres, masses }
})()

/** A part of the plane that holds both Gaussians. */
export function planeAround(data: GaussianData, generator: LinearGenerator): Plane {
  const edges = ([x, y]: readonly [number, number], [xx, , yy]: readonly [number, number, number]) => {
    const [width, height] = [reach * Math.sqrt(xx), reach * Math.sqrt(yy)]
    return [x - width, x + width, y - height, y + height] as const
  }
  const [a, b] = [edges(data.mean, data.covariance), edges(generator.bias, covarianceOf(generator))]
  return makePlane([Math.min(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.max(a[3], b[3])], cells)
}

/** JSD(p, q) of the data and the generator, in nat. */
export function exactJsd(data: GaussianData, generator: LinearGenerator): number {
  return gaussianJsd(data, { mean: generator.bias, covariance: covarianceOf(generator) })
}

/** ∇ₓ log N(x; mean, Σ) = −Σ⁻¹ (x − mean). */
function score([meanX, meanY]: readonly [number, number], [xx, xy, yy]: readonly [number, number, number]) {
  const determinant = xx * yy - xy * xy
  return (x: number, y: number): readonly [number, number] => {
    const [dx, dy] = [x - meanX, y - meanY]
    return [-(yy * dx - xy * dy) / determinant, -(xx * dy - xy * dx) / determinant]
  }
}

const logSigmoid = (x: number) => -softplus(-x)

/** Runs over the generator's points, z by z, with what the best D for `judged` says of each. */
function overPoints(
  data: GaussianData,
  judged: LinearGenerator,
  generator: LinearGenerator,
  visit: (mass: number, z: readonly [number, number], x: readonly [number, number], logit: number) => void,
): void {
  const logOf = (mean: readonly [number, number], [xx, xy, yy]: readonly [number, number, number]) => {
    const determinant = xx * yy - xy * xy
    const constant = -Math.log(2 * Math.PI) - Math.log(determinant) / 2
    return (x: number, y: number) => {
      const [dx, dy] = [x - mean[0], y - mean[1]]
      return constant - (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (2 * determinant)
    }
  }
  const [logP, logQ] = [logOf(data.mean, data.covariance), logOf(judged.bias, covarianceOf(judged))]
  const [a, b, c, d] = generator.weight
  for (let cell = 0; cell < latents.masses.length; cell++) {
    const [z0, z1] = [latents.centres[2 * cell]!, latents.centres[2 * cell + 1]!]
    const [x, y] = [z0 * a + z1 * c + generator.bias[0], z0 * b + z1 * d + generator.bias[1]]
    visit(latents.masses[cell]!, [z0, z1], [x, y], logP(x, y) - logQ(x, y))
  }
}

/** E over the generator's points of log(1 − D*(x)), D* being the best D for `judged`. */
export function fakeTerm(data: GaussianData, judged: LinearGenerator, generator: LinearGenerator): number {
  let sum = 0
  overPoints(data, judged, generator, (mass, _z, _x, logit) => (sum += mass * logSigmoid(-logit)))
  return sum
}

/** E over the data of log D*(x), D* being the best D for `judged`: what V = −2 log 2 + 2 JSD leaves for it. */
export function realTerm(data: GaussianData, judged: LinearGenerator): number {
  return -2 * Math.LN2 + 2 * exactJsd(data, judged) - fakeTerm(data, judged, judged)
}

/**
 * One gradient step of G on V(G, D*) with D* held: ∂V/∂θ = E_z[(∂x/∂θ) ∇ₓ log(1 − D*(x))], where
 * ∇ₓ log(1 − D*) = −D* (∇ log p − ∇ log q).
 */
export function stepAgainst(data: GaussianData, generator: LinearGenerator, rate: number): LinearGenerator {
  const [ofP, ofQ] = [score(data.mean, data.covariance), score(generator.bias, covarianceOf(generator))]
  const weight = [0, 0, 0, 0]
  const bias = [0, 0]
  overPoints(data, generator, generator, (mass, [z0, z1], [x, y], logit) => {
    const best = Math.exp(logSigmoid(logit))
    const [px, py] = ofP(x, y)
    const [qx, qy] = ofQ(x, y)
    const [gx, gy] = [-mass * best * (px - qx), -mass * best * (py - qy)]
    weight[0]! += z0 * gx
    weight[1]! += z0 * gy
    weight[2]! += z1 * gx
    weight[3]! += z1 * gy
    bias[0]! += gx
    bias[1]! += gy
  })
  return {
    weight: generator.weight.map(
      (value, index) => value - rate * weight[index]!,
    ) as unknown as LinearGenerator['weight'],
    bias: [generator.bias[0] - rate * bias[0]!, generator.bias[1] - rate * bias[1]!],
  }
}
