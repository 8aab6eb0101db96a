export type ThemeName = 'light' | 'dark'

/** Colours of everything drawn on a canvas; the same values as the page's own style tokens. */
export interface Palette {
  background: string
  ink: string
  ink2: string
  ink3: string
  grid: string
  line: string
  real: string
  fake: string
  discriminator: string
  accent: string
  warning: string
  /** Drawn round dots and words that lie on the field. */
  halo: string
  contour: string
  /** Ground of an image in a grid. */
  sunken: string
  /** Diverging map: fake, can't tell, real. */
  diverging: readonly [string, string, string]
  series: readonly string[]
}

export const palettes: Record<ThemeName, Palette> = {
  light: {
    background: '#FFFFFF',
    ink: '#1C1B19',
    ink2: '#57544E',
    ink3: '#6B6860',
    grid: '#ECEAE5',
    line: '#E3E1DB',
    real: '#1A46B4',
    fake: '#B84A00',
    discriminator: '#17877A',
    accent: '#5746D6',
    warning: '#9A5B00',
    halo: '#FFFFFF',
    contour: '#57544E',
    sunken: '#F0EFEB',
    diverging: ['#F3BE93', '#FBFAF8', '#8FB2EA'],
    series: ['#1A46B4', '#DA6000', '#17997D', '#86185C', '#735601', '#3A7A9E', '#57544E'],
  },
  dark: {
    background: '#19191D',
    ink: '#EDEDF0',
    ink2: '#B1B1BA',
    ink3: '#94949E',
    grid: '#25252B',
    line: '#2A2A30',
    real: '#7FA9FF',
    fake: '#FF9B5E',
    discriminator: '#45CDB8',
    accent: '#A99CFF',
    warning: '#F0B34B',
    halo: '#19191D',
    contour: '#B1B1BA',
    sunken: '#141418',
    diverging: ['#643518', '#1B1B20', '#22468C'],
    series: ['#6092FA', '#F0905A', '#3CEBCB', '#D1579A', '#EBCF3A', '#78BFE6', '#B1B1BA'],
  },
}

/** Dashes in pixels; the dash travels with the hue of the same index in `Palette.series`. */
export const seriesDashes: readonly (readonly number[])[] = [
  [],
  [6, 3],
  [2, 2.5],
  [9, 3, 2, 3],
  [12, 4],
  [4, 2, 1, 2, 1, 2],
  [1, 3],
]

/** Hue and dash of the `index`-th run or series; they repeat after seven. */
export function seriesStyle(theme: ThemeName, index: number): { colour: string; dash: number[] } {
  const { series } = palettes[theme]
  const at = index % series.length
  return { colour: series[at]!, dash: [...seriesDashes[at]!] }
}

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", Arial, sans-serif'

/** A canvas font of `size` pixels. */
export function font(size: number, weight: 400 | 500 | 600 = 400): string {
  return `${weight} ${size}px ${fontFamily}`
}
