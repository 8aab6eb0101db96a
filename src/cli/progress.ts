import { shareDone, type RunSummary } from '../contract/run.ts'
import { overwrittenLine } from './statusLine.ts'
import { count, duration, short, toldNumbers } from './words.ts'

/** How a run's progress is told while it trains. */
export interface Progress {
  update(run: RunSummary): void
  /** Takes away what would be in the way of the next line. */
  end(): void
}

const widestBar = 24
const narrowestBar = 8

/** The text with a bar before it as wide as there is room for. */
function barLine(run: RunSummary, columns: number): string {
  const text = progressText(run)
  const width = Math.min(widestBar, columns - [...text].length - 1)
  if (width < narrowestBar) return text
  const filled = Math.floor(shareDone(run) * width)
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${text}`
}

/** "45 %  2 700 of 6 000 steps · 213 steps/s · about 16 s left · D 1.31 · G 0.72". */
export function progressText(run: RunSummary): string {
  const { step, totalSteps, stepsPerSecond, state } = run
  const parts = [`${Math.floor(100 * shareDone(run))} %  ${count(step)} of ${count(totalSteps)} steps`]
  if (state === 'training') {
    if (stepsPerSecond > 0) {
      parts.push(`${short(stepsPerSecond)} steps/s`)
      if (step < totalSteps) parts.push(`about ${duration((totalSteps - step) / stepsPerSecond)} left`)
    }
  } else parts.push(state)
  parts.push(...toldNumbers(run))
  return parts.join(' · ')
}

/** A bar that is drawn over itself, cut to the terminal's width. */
export function barProgress(stream: NodeJS.WriteStream): Progress {
  const { draw, end } = overwrittenLine(stream)
  return { update: (run) => draw((columns) => barLine(run, columns)), end }
}

/** A line now and then, where the output is kept in a file. */
export function lineProgress(write: (line: string) => void, everyMilliseconds = 10_000): Progress {
  let told = Date.now()
  return {
    update(run) {
      if (Date.now() - told < everyMilliseconds) return
      told = Date.now()
      write(progressText(run))
    },
    end() {},
  }
}

/** One JSON object a line for scripts, at most one a second. */
export function jsonProgress(write: (line: string) => void, everyMilliseconds = 1000): Progress {
  let told = 0
  return {
    update({ id, state, step, totalSteps, stepsPerSecond, latest }) {
      if (Date.now() - told < everyMilliseconds) return
      told = Date.now()
      write(JSON.stringify({ type: 'progress', run: id, state, step, totalSteps, stepsPerSecond, metrics: latest }))
    },
    end() {},
  }
}
