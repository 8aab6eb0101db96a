/** Points x0, y0, x1, y1, … in cell units: (0, 0) is the centre of the bottom-left cell. */
export type Polyline = number[]

/** size × size values, row-major, row 0 at the bottom. */
export interface Grid {
  size: number
  values: ArrayLike<number>
}

/**
 * Level curves of a grid by marching squares (Lorensen & Cline 1987, in two dimensions), joined into polylines.
 * @param level in the grid's own units; cells at exactly the level count as above it.
 */
export function contourLines({ size, values }: Grid, level: number): Polyline[] {
  const at = (column: number, row: number) => values[row * size + column]!
  // Each crossed grid edge is one vertex. Horizontal edges are numbered 2·cell, vertical ones 2·cell + 1.
  const links = new Map<number, number[]>()
  const link = (a: number, b: number) => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = links.get(from)
      if (known) known.push(to)
      else links.set(from, [to])
    }
  }
  for (let row = 0; row < size - 1; row++) {
    for (let column = 0; column < size - 1; column++) {
      const a = at(column, row)
      const b = at(column + 1, row)
      const c = at(column + 1, row + 1)
      const d = at(column, row + 1)
      const mask = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0)
      if (mask === 0 || mask === 15) continue
      const cell = row * size + column
      const bottom = 2 * cell
      const left = 2 * cell + 1
      const top = 2 * (cell + size)
      const right = 2 * (cell + 1) + 1
      if (mask === 5 || mask === 10) {
        // A saddle: the mean of the corners says whether the two high corners are joined.
        const joined = (a + b + c + d) / 4 >= level
        if ((mask === 5) === joined) {
          link(bottom, right)
          link(left, top)
        } else {
          link(bottom, left)
          link(right, top)
        }
        continue
      }
      const crossed = [
        a >= level !== b >= level ? bottom : -1,
        b >= level !== c >= level ? right : -1,
        d >= level !== c >= level ? top : -1,
        a >= level !== d >= level ? left : -1,
      ].filter((edge) => edge >= 0)
      link(crossed[0]!, crossed[1]!)
    }
  }

  const place = (edge: number, line: Polyline) => {
    const cell = edge >> 1
    const column = cell % size
    const row = (cell - column) / size
    const vertical = edge & 1
    const from = at(column, row)
    const to = vertical ? at(column, row + 1) : at(column + 1, row)
    const share = (level - from) / (to - from)
    line.push(column + (vertical ? 0 : share), row + (vertical ? share : 0))
  }
  const lines: Polyline[] = []
  const follow = (start: number) => {
    const line: Polyline = []
    let edge: number | undefined = start
    while (edge !== undefined) {
      place(edge, line)
      const next: number | undefined = links.get(edge)!.pop()
      if (next !== undefined) {
        const back = links.get(next)!
        back.splice(back.indexOf(edge), 1)
      }
      edge = next
    }
    lines.push(line)
  }
  // Open curves first, from an end at the border; what is left are closed loops.
  for (const [edge, ends] of links) if (ends.length === 1) follow(edge)
  for (const [edge, ends] of links) if (ends.length > 0) follow(edge)
  return lines
}
