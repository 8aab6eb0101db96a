import type { Checkpoint } from '../../contract/engine.ts'
import type { LessonTools } from './lesson.ts'
import type { LinearGenerator } from './linearGenerator.ts'
import { gameRecipe, measureGame, type Measured } from './s4Game.ts'

/** Adam's rates, one after the other, with the steps at each. */
const stages = [
  { rate: 0.02, steps: 200 },
  { rate: 0.004, steps: 150 },
  { rate: 0.001, steps: 100 },
]
const perCall = 25

/** The checkpoint with that linear generator in its G's place. */
const withGenerator = (checkpoint: Checkpoint, { weight, bias }: LinearGenerator): Checkpoint => ({
  ...checkpoint,
  tensors: checkpoint.tensors.map((tensor) => {
    if (tensor.name === 'generator.0.weight') return { ...tensor, values: Float32Array.from(weight) }
    if (tensor.name === 'generator.0.bias') return { ...tensor, values: Float32Array.from(bias) }
    return tensor
  }),
})

/**
 * The inner maximum as training finds it: a D with hidden layers is fitted to each of these generators in turn, each
 * time going on from the D before.
 */
export async function refit(
  tools: LessonTools,
  generators: readonly LinearGenerator[],
  seed: number,
  tell: (share: number) => Promise<void>,
): Promise<Measured[]> {
  const recipe = (rate: number) => gameRecipe({ hidden: 16, k: 1, seed, hiddenOfG: 0 }, 0, rate)
  let checkpoint = (await tools.start(recipe(0))).checkpoint()
  const found: Measured[] = []
  for (const [index, generator] of generators.entries()) {
    checkpoint = withGenerator(checkpoint, generator)
    for (const { rate, steps } of stages) {
      const training = await tools.start(recipe(rate), { checkpoint })
      for (let step = 0; step < steps; step += perCall) {
        await training.advance(perCall)
        await tell((index + step / steps) / generators.length)
      }
      checkpoint = training.checkpoint()
      if (rate === stages.at(-1)!.rate) found.push(await measureGame(training, checkpoint))
    }
  }
  return found
}
