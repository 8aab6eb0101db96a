import type { DataBytes } from '../../contract/engine.ts'
import type { Axes, Scene } from '../../contract/picture.ts'
import type { TableRecipe } from '../../contract/recipe/data.ts'
import { checkCount, chooseExamples } from './chosen.ts'
import { projected, type Dataset, type Plane } from './dataset.ts'
import { pointsExtent, shownPoints } from './points.ts'
import { principalAxes } from './principalAxes.ts'

/** Rows by which the directions of a picture are found. */
const rowsForAxes = 2000

/** The plane in which a picture shows the rows, and what its directions stand for. */
function pictureOf(
  { columns, picture }: TableRecipe,
  rows: Float32Array,
  scales: Extract<Axes, { kind: 'columns' }>['scales'],
): { plane: Plane | null; axes: Axes } {
  const width = columns.length
  if (width > 2 && picture === 'principalAxes') {
    const { plane, shares } = principalAxes(rows.subarray(0, rowsForAxes * width), width)
    return { plane, axes: { kind: 'principal', shares, of: width } }
  }
  const names = [columns[0]!, columns[1]!] as const
  const plane = Float32Array.from({ length: 2 * width }, (_, at) => (at === 0 || at === width + 1 ? 1 : 0))
  return { plane: width > 2 ? plane : null, axes: { kind: 'columns', names, scales, of: width } }
}

/**
 * Rows of a table that a person has brought, in the networks' units; where there are more than `points`, drawn at random
 * by the stream “examples”, and the others are held out.
 */
export function table(recipe: TableRecipe, seed: number, bytes?: DataBytes): Dataset {
  const width = recipe.columns.length
  const { rows: all, scales } = bytes && 'rows' in bytes ? bytes : { rows: new Float32Array(0), scales: [] }
  const given = all.length / width
  checkCount(recipe.points, given)
  const chosen = chooseExamples(recipe.points, given, seed)
  const row = (index: number) => {
    const from = (chosen ? chosen[index]! : index) * width
    return all.subarray(from, from + width)
  }
  const rowsFrom = (from: number, to: number): Float32Array => {
    const rows = new Float32Array(Math.max(0, to - from) * width)
    for (let index = from; index < to; index++) rows.set(row(index), (index - from) * width)
    return rows
  }
  const { points } = recipe
  const { plane, axes } = pictureOf(recipe, rowsFrom(0, Math.min(rowsForAxes, points)), [scales[0]!, scales[1]!])
  const shown = rowsFrom(0, Math.min(shownPoints, points))
  const real = plane ? projected(shown, plane) : shown
  return {
    width,
    count: points,
    moments: null,
    density: null,
    plane,
    heldOut: given > points ? rowsFrom(points, Math.min(given, points + shownPoints)) : null,
    batch(indices, out, at = 0) {
      for (let index = 0; index < indices.length; index++) out.set(row(indices[index]!), at + index * width)
    },
    scene: (): Scene => ({ kind: 'points', extent: pointsExtent(real), real, axes }),
  }
}
