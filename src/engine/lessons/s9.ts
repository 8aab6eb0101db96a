import { articleRecipe } from './articleRecipe.ts'
import { check, type Lesson } from './lesson.ts'

const epochs = 9
const stepsPerEpoch = 250
const perCall = 25
const first = [0.65, 0.85] as const
const last = [0.42, 0.58] as const
const within = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most

/** S9: D tells the article's fakes well in the first epoch and no better than by chance in the last. */
export const s9: Lesson = {
  digits: false,
  async run(knobs, tools) {
    const recipe = articleRecipe(Number(knobs['seed']), Number(knobs['rateOfD']))
    const training = await tools.start(recipe)
    const accuracies: number[] = []
    const seconds: number[] = []
    training.clock.run()
    while (accuracies.length < epochs) {
      for (const metrics of await training.advance(perCall)) {
        const accuracy = metrics['epoch.accuracy']
        if (accuracy === undefined) continue
        accuracies.push(accuracy)
        seconds.push(metrics['epoch.seconds']!)
      }
      await tools.progress(training.step / (epochs * stepsPerEpoch), `epoch ${accuracies.length + 1} of ${epochs}`)
      if (training.step % stepsPerEpoch !== 0) continue
      tools.show({
        kind: 'picture',
        id: 'points',
        title: 'Real points and fakes',
        scene: training.scene,
        frame: await training.frame(),
      })
      tools.show({
        kind: 'curves',
        id: 'accuracy',
        title: 'How often D is right',
        x: 'epoch',
        y: 'accuracy',
        series: [
          {
            label: 'D right',
            x: Float64Array.from(accuracies, (_, epoch) => epoch + 1),
            y: Float64Array.from(accuracies),
          },
        ],
        lines: [{ value: 0.5, label: 'can’t tell' }],
      })
    }
    const [firstAccuracy, lastAccuracy] = [accuracies[0]!, accuracies.at(-1)!]
    return {
      numbers: {
        firstAccuracy,
        lastAccuracy,
        secondsPerEpoch: seconds.reduce((sum, value) => sum + value, 0) / epochs,
      },
      checks: [
        check(`accuracy of the first epoch within ${first.join(' … ')}`, within(firstAccuracy, first)),
        check(`accuracy of the last epoch within ${last.join(' … ')}`, within(lastAccuracy, last)),
      ],
      recipes: [{ label: 'The article’s run', recipe }],
    }
  },
}
