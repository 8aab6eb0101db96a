import type { Context } from '../../figures/canvas.ts'

/** Length of a cubic's handles that draws a quarter circle to within 0.03 % of its radius. */
const handle = 0.5523

/**
 * Makes a context draw whole circles as four cubics. Skia's SVG writer turns an arc into sixty-four pieces, which
 * makes a figure of a thousand circles ten times as large.
 */
export function plainCircles(context: Context): void {
  const arc = context.arc.bind(context)
  context.arc = (x, y, radius, start, end, counterclockwise) => {
    if (Math.abs(end - start) < 2 * Math.PI - 1e-9) {
      arc(x, y, radius, start, end, counterclockwise)
      return
    }
    const far = radius * handle
    context.moveTo(x + radius, y)
    context.bezierCurveTo(x + radius, y + far, x + far, y + radius, x, y + radius)
    context.bezierCurveTo(x - far, y + radius, x - radius, y + far, x - radius, y)
    context.bezierCurveTo(x - radius, y - far, x - far, y - radius, x, y - radius)
    context.bezierCurveTo(x + far, y - radius, x + radius, y - far, x + radius, y)
    context.closePath()
  }
}

/**
 * Makes a context write each letter by itself. Skia's SVG writer knows glyphs only, and where a font has one for “fi”,
 * the figure would hold a word that no search finds. Letters set apart, by however little, form no such pairs.
 */
export function plainLetters(context: Context): void {
  context.letterSpacing = '0.001px'
}

/** Coordinates to a hundredth of a pixel, and fonts to fall back on where the one that was measured is missing. */
export function tidySvg(svg: string): string {
  const round = (text: string) =>
    text.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))))
  return svg
    .replace(/ (d|x|y|transform)="[^"]*"/g, round)
    .replace(/ font-family="([^"]*)"/g, ' font-family="$1, Arial, Helvetica, sans-serif"')
}
