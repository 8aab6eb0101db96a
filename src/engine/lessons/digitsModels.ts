import type { LessonFigure } from '../../contract/lesson.ts'
import type { PicturePart } from '../../contract/picture.ts'
import type { GanRecipe, Recipe } from '../../contract/recipe/schema.ts'
import type { CodingRecipe } from '../families/codingNetworks.ts'
import { samplesAsBytes } from '../families/family.ts'
import { drawLatents } from '../latents.ts'
import { RandomStream } from '../random/stream.ts'
import type { Training } from '../training.ts'
import { judgedImages } from './digitsJudge.ts'
import type { LessonTools } from './lesson.ts'

const perCall = 25
/** Steps whose values are taken together, since those of single batches jump. */
const window = 50
const shownImages = 64
const pictures = 8

export interface TrainedModel {
  training: Training
  /** Series of each step by name. */
  series: Record<string, number[]>
  /** The mean of a series over the last steps. */
  last(name: string): number
}

interface Telling {
  id: string
  /** The part of the whole lesson that is done, from the part of this training that is. */
  share(done: number): number
  /** Parts of the picture that are shown while it trains. */
  parts: readonly PicturePart[]
}

const partTitles: Record<PicturePart, string> = {
  made: 'images from random codes',
  reconstructions: 'what comes back',
  codes: 'codes by digit',
}

async function showParts(tools: LessonTools, training: Training, { id, parts }: Telling): Promise<void> {
  if (parts.length === 0) return
  const frame = await training.frame()
  for (const part of parts) {
    if (part === 'codes' && !frame.plane) continue
    const title = `${training.recipe.name}: ${partTitles[part]}, step ${training.step}`
    tools.show({ kind: 'picture', id: `${id}.${part}`, title, scene: training.scene, frame, part, made: 'decoded' })
  }
}

/** Trains a model of digits for so many steps, showing its pictures on the way. */
export async function trainModel(
  tools: LessonTools,
  recipe: Recipe,
  telling: Telling,
  steps = recipe.schedule.steps,
): Promise<TrainedModel> {
  const training = await tools.start(recipe)
  const series: Record<string, number[]> = {}
  const every = Math.max(perCall, Math.ceil(steps / pictures / perCall) * perCall)
  await showParts(tools, training, telling)
  while (training.step < steps) {
    for (const told of await training.advance(Math.min(perCall, steps - training.step))) {
      for (const [name, value] of Object.entries(told)) (series[name] ??= []).push(value)
    }
    if (training.step % every === 0 || training.step === steps) await showParts(tools, training, telling)
    await tools.progress(telling.share(training.step / steps), `${recipe.name}: step ${training.step} of ${steps}`)
  }
  const last = (name: string) => {
    const values = (series[name] ?? []).slice(-window)
    return values.reduce((sum, value) => sum + value, 0) / values.length
  }
  return { training, series, last }
}

/** What random codes decode to, or random noise generates: always from the same numbers for a seed and a size. */
export function imagesFromRandom(
  { executor }: Training,
  { latent, seed }: CodingRecipe | GanRecipe,
): Promise<Float32Array> {
  const count = judgedImages
  const codes = drawLatents(latent, count, new RandomStream(seed, 'lesson'))
  return executor.call('generate', codes, count)
}

/** Rows of 784 numbers as a sheet of the first images. */
export const sheet = (id: string, title: string, rows: Float32Array, note?: string): LessonFigure => ({
  kind: 'images',
  id,
  title,
  ...(note ? { note } : {}),
  samples: samplesAsBytes(rows.subarray(0, shownImages * 784)),
  ...{ width: 28, height: 28, columns: 8 },
})
