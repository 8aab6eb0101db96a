import type { SeriesView } from '../contract/api.ts'
import type { Limit } from './curveGroups.ts'
import type { ThemeName } from './theme.ts'

export interface CurveLine {
  view: SeriesView
  /** Written at the line's end, followed by its value at the cursor. */
  label: string
  colour: string
  dash: readonly number[]
  /** A smooth line over the faint trace; else the trace itself. */
  smooth: boolean
  /** Drawn faint because another line is being pointed at. */
  faded?: boolean
  /** Points alone, not joined. */
  dots?: boolean
  /** Neither name nor value at its end. */
  unnamed?: boolean
}

export interface CurvesSpec {
  lines: readonly CurveLine[]
  theme: ThemeName
  /** Left end of the axis, where that is not step 0: its marks are then round numbers. */
  from?: number
  /** Right end of the step axis. */
  totalSteps: number
  limits: readonly Limit[]
  range: readonly [number | undefined, number | undefined]
  /** Whether the value axis goes by powers of ten; values of 0 and below have no place on it. */
  logarithmic?: boolean | undefined
  /** Marks of the value axis; round numbers unless given. */
  ticks?: readonly number[] | undefined
  format(value: number): string
  /** Whether steps are written below; charts stacked under each other share the lowest one's. */
  stepAxis: boolean
  cursor: number | null
  /** Whether the value at the cursor follows each name. */
  showValues?: boolean
  /** Pixels at the right for the names; the same for charts above each other. As much as they need unless given. */
  labelRoom?: number
}
