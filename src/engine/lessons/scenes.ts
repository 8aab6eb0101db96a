import type { LessonFigure } from '../../contract/lesson.ts'
import type { Extent } from '../../contract/picture.ts'
import type { Density } from '../datasets/density.ts'
import { roundMixture } from '../datasets/density.ts'
import { drawMixture } from '../datasets/mixture.ts'
import { fieldGrid, fieldSize } from '../field.ts'

const shown = 600

/** Points of an even mixture with a fitted density as a field, its peak at the field's top. */
export function gaussianScene(
  title: string,
  id: string,
  extent: Extent,
  centres: Float64Array,
  sd: number,
  fitted: Density,
): LessonFigure {
  const grid = fieldGrid(extent)
  const values = Float64Array.from({ length: fieldSize * fieldSize }, (_, cell) =>
    fitted(grid[2 * cell]!, grid[2 * cell + 1]!),
  )
  const peak = Math.max(...values)
  return {
    kind: 'picture',
    id,
    title,
    note: `Real points, and over them the fitted density; its peak is ${peak.toPrecision(2)}, theirs ${roundMixture(centres, sd)(centres[0]!, centres[1]!).toPrecision(2)}.`,
    scene: { kind: 'points', extent, real: drawMixture(centres, sd, shown, 1) },
    frame: {
      step: 0,
      samples: new Float32Array(0),
      field: {
        size: fieldSize,
        values: Uint8Array.from(values, (value) => Math.round((127 * value) / peak + 128)),
        low: 0,
        high: 1,
        middle: 0.5,
        probability: true,
      },
    },
  }
}
