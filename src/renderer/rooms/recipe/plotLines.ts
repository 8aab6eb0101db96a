/** The part of the plane a plot shows, with the values that get a number. */
export interface Range {
  y: readonly [number, number]
  yTicks: readonly number[]
}

export interface PlotTick {
  value: number
  /** px. */
  at: number
}

export interface PlotLine {
  /** SVG path data; parts outside the range are left out. */
  path: string
  /** Height in px at which its name stands, moved clear of the others'. */
  nameAt: number
}

export interface Plot {
  left: number
  right: number
  xTicks: PlotTick[]
  yTicks: PlotTick[]
  lines: PlotLine[]
}

/** Height of a plot, px. */
export const plotHeight = 146
/** D's outputs shown. */
const [first, last] = [-3, 3]
const samples = 120
const [left, top, bottom] = [24, 8, 20]
const nameHeight = 13

/** Moves names apart, keeping their order and as near to their line as `nameHeight` allows. */
function spread(wanted: readonly number[], highest: number, lowest: number): number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at)
  let from = highest
  for (const name of order) {
    name.at = Math.max(name.at, from)
    from = name.at + nameHeight
  }
  let to = lowest
  for (const name of order.toReversed()) {
    name.at = Math.min(name.at, to)
    to = name.at - nameHeight
  }
  return order.sort((a, b) => a.index - b.index).map(({ at }) => at)
}

/** Lays functions of D's output out in a plot `width` px wide. */
export function plotLines(functions: readonly ((output: number) => number)[], range: Range, width: number): Plot {
  const [low, high] = range.y
  const right = width - 6
  const x = (output: number) => left + ((output - first) / (last - first)) * (right - left)
  const y = (value: number) => top + ((high - value) / (high - low)) * (plotHeight - top - bottom)
  const drawn = functions.map((value) => {
    let path = ''
    let end = top
    let drawing = false
    for (let i = 0; i <= samples; i++) {
      const output = first + ((last - first) * i) / samples
      const at = value(output)
      const inside = at >= low - 1e-9 && at <= high + 1e-9
      if (inside) {
        end = y(at)
        path += `${drawing ? 'L' : 'M'}${x(output).toFixed(1)} ${end.toFixed(1)}`
      }
      drawing = inside
    }
    return { path, end }
  })
  const nameAt = spread(
    drawn.map(({ end }) => end),
    top,
    plotHeight - bottom,
  )
  return {
    left,
    right,
    xTicks: [first, 0, last].map((value) => ({ value, at: x(value) })),
    yTicks: range.yTicks.map((value) => ({ value, at: y(value) })),
    lines: drawn.map(({ path }, index) => ({ path, nameAt: nameAt[index]! })),
  }
}
