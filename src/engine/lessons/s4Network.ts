import { jsDivergence } from '../metrics/divergences.ts'
import { kernelMasses, scottBandwidth } from '../metrics/kernelEstimate.ts'
import { cellMasses, makePlane } from '../metrics/plane.ts'
import { softplus } from '../metrics/softplus.ts'
import { RandomStream } from '../random/stream.ts'
import { dataDensity, gameRecipe, type GameSetup } from './s4Game.ts'
import type { LessonTools } from './lesson.ts'
import { estimateFrom, fakesOf, logitsOf, meanOf } from './probes.ts'

const hiddenOfG = 16
const steps = 400
const perCall = 20
const samples = 20_000
const cells = 401

/**
 * The same question for a G with a hidden layer, whose density nobody can write down: D's estimate beside JSDs of
 * kernel estimates of the fakes' density at two bandwidths.
 */
export async function networkGame(setup: GameSetup, tools: LessonTools, done: number) {
  const training = await tools.start(gameRecipe({ ...setup, hiddenOfG, k: 1 }, 0, 0.01))
  while (training.step < steps) {
    await training.advance(perCall)
    await tools.progress(
      done + (1 - done) * (training.step / steps),
      `a G that isn’t linear: D’s step ${training.step}`,
    )
  }
  const fakes = await fakesOf(training, new RandomStream(setup.seed, 'kernel').normal(new Float32Array(2 * samples)))
  const bandwidth = scottBandwidth(fakes)
  const plane = makePlane([-7, 9, -11, 15], cells)
  const p = cellMasses(plane, dataDensity)
  const jsdAt = (width: number) => jsDivergence(p, kernelMasses(plane, fakes, width))
  const onData = await logitsOf(training, Float32Array.from(plane.centres))
  const real = p.reduce((sum, mass, cell) => sum - mass * softplus(-onData[cell]!), 0)
  const fake = -meanOf(await logitsOf(training, fakes), softplus)
  tools.show({
    kind: 'picture',
    id: 'network',
    title: 'A G that isn’t linear, and D for it',
    note: 'Nobody can write down the density of these fakes: the JSD below is a kernel estimate.',
    scene: training.scene,
    frame: await training.frame(),
  })
  return { bandwidth, kernel: jsdAt(bandwidth), kernelWide: jsdAt(3 * bandwidth), estimate: estimateFrom(real + fake) }
}
