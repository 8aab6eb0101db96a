import type { DataBytes } from '../../contract/engine.ts'
import type { DataRecipe } from '../../contract/recipe/data.ts'
import type { StoreClient } from '../../store/index.ts'
import { readDigits } from '../digits.ts'
import { dataSample } from './bytes.ts'

const shownImages = 64
const shownRows = 1000

/** Data cut down to what a preview shows of it, and the bytes it needs. */
export async function previewOf(
  store: Pick<StoreClient, 'call'>,
  data: DataRecipe,
): Promise<{ shown: DataRecipe; bytes?: DataBytes }> {
  switch (data.kind) {
    case 'digits': {
      const points = Math.min(shownImages, data.points)
      return { shown: { ...data, points }, bytes: await readDigits(points) }
    }
    case 'table':
    case 'images': {
      const most = data.kind === 'table' ? shownRows : shownImages
      const { bytes, count } = await dataSample(store, data)
      return { shown: { ...data, points: Math.max(2, Math.min(most, data.points, count)) }, bytes }
    }
    default:
      return { shown: data }
  }
}
