import type { BackendRecord } from './engine.ts'
import type { Scene } from './picture.ts'
import type { Recipe } from './recipe/schema.ts'

export const runStates = [
  'waiting', // in the queue
  'training',
  'paused',
  'finished',
  'stopped', // by a person
  'diverged', // a loss became not a number
  'crashed', // its engine ended unasked
  'interrupted', // the whole workbench ended while it was training
] as const
export type RunState = (typeof runStates)[number]

/** States in which an engine may be at work on the run. */
export const activeStates: readonly RunState[] = ['waiting', 'training', 'paused']

/** Which shell asked for a run. */
export type ShellKind = 'desktop' | 'serve' | 'terminal'

/** A run as lists show it. */
export interface RunSummary {
  id: string
  name: string
  starred: boolean
  /** Times are milliseconds since 1970. */
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  trashedAt: number | null
  state: RunState
  /** Last step whose metrics are stored. */
  step: number
  totalSteps: number
  /** While training: measured over the last second or so. Else 0. */
  stepsPerSecond: number
  /** Seconds spent training, pauses left out. */
  trainingSeconds: number
  pace: number | null
  backend: BackendRecord | null
  shell: ShellKind
  recipe: Recipe
  /** Newest value of every series. */
  latest: Record<string, number>
  /** Step of the newest checkpoint: where a resume would go on from. */
  checkpointStep: number | null
  /** Why it ended, for diverged, crashed and interrupted runs: one sentence. */
  reason: string | null
  bytes: number
}

/** A run as its own room shows it. */
export interface RunDetail {
  summary: RunSummary
  scene: Scene | null
  /** Steps of the stored frames, increasing. */
  frames: Float64Array
  checkpoints: { step: number; createdAt: number; bytes: number }[]
  /** Names of the stored series. */
  series: string[]
}
