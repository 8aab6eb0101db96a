import type { DataKind } from '../../../contract/recipe/data.ts'

interface DataField {
  key: string
  label: string
}

const points: DataField = { key: 'points', label: 'Points' }
const noise: DataField = { key: 'noise', label: 'Noise, sd' }

/** The numbers that describe each kind of data, in the order of the form. */
export const dataFields: Record<DataKind, readonly DataField[]> = {
  linearGaussian: [points],
  ring: [
    { key: 'modes', label: 'Modes' },
    points,
    { key: 'radius', label: 'Radius' },
    { key: 'sd', label: 'sd of a mode' },
  ],
  grid: [
    { key: 'side', label: 'Modes a side' },
    points,
    { key: 'spacing', label: 'Spacing' },
    { key: 'sd', label: 'sd of a mode' },
  ],
  twoGaussians: [{ key: 'distance', label: 'Distance' }, points, { key: 'sd', label: 'sd of each' }],
  swissRoll: [noise, points],
  moons: [noise, points],
  spirals: [{ key: 'arms', label: 'Arms' }, points, { key: 'turns', label: 'Turns' }, noise],
  checkerboard: [{ key: 'side', label: 'Squares a side' }, points],
  line: [points],
  drawn: [noise, points],
  digits: [{ key: 'points', label: 'Images' }],
  // A person's own data has a form of its own.
  table: [],
  images: [],
}
