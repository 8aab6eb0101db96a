import type { SortKey } from './sortRuns.ts'

export interface Column {
  /** Class of its cells. */
  id: string
  label: string
  sort?: SortKey
  right?: boolean
  /** Left out where the window is not wide. */
  roomy?: boolean
  title?: string
}

const mainSeries = 'D’s loss, or of auto-encoders the reconstruction error'

/** The columns between the star and the row's menu. */
export const columns: readonly Column[] = [
  { id: 'status', label: 'Status', sort: 'state' },
  { id: 'name', label: 'Name', sort: 'name' },
  { id: 'loss', label: 'Loss', sort: 'loss' },
  { id: 'data', label: 'Data', sort: 'data' },
  { id: 'seed', label: 'Seed', sort: 'seed', right: true, roomy: true },
  { id: 'curve', label: 'Curve', title: `${mainSeries}; each curve on a scale of its own` },
  { id: 'number', label: 'Newest', sort: 'newest', right: true, title: `Newest value of the curve: ${mainSeries}` },
  {
    id: 'accuracy',
    label: 'D right',
    sort: 'accuracy',
    right: true,
    roomy: true,
    title: 'Accuracy of D; 50 % means it can’t tell',
  },
  { id: 'modes', label: 'Modes', sort: 'modes', right: true, title: 'Modes captured, of those the data has' },
  {
    id: 'good',
    label: 'Good',
    sort: 'good',
    right: true,
    roomy: true,
    title: 'Share of G’s points within 3 sd of a mode',
  },
  { id: 'took', label: 'Took', sort: 'took', right: true, title: 'Time spent training, pauses left out' },
  { id: 'size', label: 'Size', sort: 'size', right: true, roomy: true },
  { id: 'started', label: 'Started', sort: 'started' },
]
