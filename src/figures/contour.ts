/** Points x0, y0, x1, y1, … in cell units: (0, 0) is the centre of the bottom-left cell. */
export type Polyline = number[]

/** size × size values, row-major, row 0 at the bottom. */
export interface Grid {
  size: number
  values: ArrayLike<number>
}

/**
 * Where a level crosses the edges between cells, and which crossings of one square belong together. Each crossed edge
 * is one vertex: edges along a row are numbered 2 · cell, those along a column 2 · cell + 1.
 */
function crossings({ size, values }: Grid, level: number): Map<number, number[]> {
  const links = new Map<number, number[]>()
  const addLink = (from: number, to: number) => {
    const known = links.get(from)
    if (known) known.push(to)
    else links.set(from, [to])
  }
  const join = (a: number, b: number) => {
    addLink(a, b)
    addLink(b, a)
  }
  for (let row = 0; row < size - 1; row++) {
    for (let column = 0; column < size - 1; column++) {
      const cell = row * size + column
      const a = values[cell]! >= level
      const b = values[cell + 1]! >= level
      const c = values[cell + size + 1]! >= level
      const d = values[cell + size]! >= level
      if (a === b && b === c && c === d) continue
      const bottom = 2 * cell
      const left = 2 * cell + 1
      const top = 2 * (cell + size)
      const right = 2 * (cell + 1) + 1
      if (a === c && b === d) {
        // A saddle: the mean of the corners says whether the two high corners are joined.
        const mean = (values[cell]! + values[cell + 1]! + values[cell + size]! + values[cell + size + 1]!) / 4
        const lowLeftAlone = a !== mean >= level
        join(bottom, lowLeftAlone ? left : right)
        join(top, lowLeftAlone ? right : left)
        continue
      }
      const [first, second] = [a !== b && bottom, b !== c && right, d !== c && top, a !== d && left].filter(
        (edge) => edge !== false,
      )
      join(first!, second!)
    }
  }
  return links
}

/**
 * Level curves of a grid by marching squares (Lorensen & Cline 1987, in two dimensions), joined into polylines.
 * @param level in the grid's own units; cells at exactly the level count as above it.
 */
export function contourLines(grid: Grid, level: number): Polyline[] {
  const { size, values } = grid
  const links = crossings(grid, level)

  const addPoint = (edge: number, line: Polyline) => {
    const cell = edge >> 1
    const column = cell % size
    const vertical = edge & 1
    const from = values[cell]!
    const share = (level - from) / (values[cell + (vertical ? size : 1)]! - from)
    line.push(column + (vertical ? 0 : share), (cell - column) / size + (vertical ? share : 0))
  }
  const follow = (start: number): Polyline => {
    const line: Polyline = []
    for (let edge: number | undefined = start; edge !== undefined;) {
      addPoint(edge, line)
      const next: number | undefined = links.get(edge)!.pop()
      if (next !== undefined) {
        const back = links.get(next)!
        back.splice(back.indexOf(edge), 1)
      }
      edge = next
    }
    return line
  }
  const lines: Polyline[] = []
  // Open curves first, from an end at the border; what is left are closed loops.
  for (const [edge, ends] of links) if (ends.length === 1) lines.push(follow(edge))
  for (const [edge, ends] of links) if (ends.length > 0) lines.push(follow(edge))
  return lines
}
