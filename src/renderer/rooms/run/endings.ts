import { wasMemoryShort } from '../../../contract/memory.ts'
import { ownSteps, type RunSummary } from '../../../contract/run.ts'
import { formatCount, formatDuration } from '../../format.ts'

export interface Ending {
  tone: 'bad' | 'warn' | 'info'
  title: string
  /** What happened and what is safe. */
  text: string
  facts: readonly (readonly [string, string])[]
  /** Step of the checkpoint to go on from; null where going on makes no sense. */
  resumeFrom: number | null
  /** Whether another recipe is the way on. */
  change: boolean
}

/** What is lost by going on from the newest checkpoint, and how long making it up takes. */
function repeats(run: RunSummary, from: number): (readonly [string, string])[] {
  const steps = run.step - from
  const facts: (readonly [string, string])[] = [
    ['Last checkpoint', `step ${formatCount(from)}, with optimiser and random state`],
  ]
  if (steps > 0) {
    const seconds = (run.trainingSeconds / Math.max(1, ownSteps(run))) * steps
    const time = seconds >= 1 ? `, about ${formatDuration(Math.round(seconds)).replace('.0', '')}` : ''
    facts.push(['Repeats', `${formatCount(steps)} step${steps === 1 ? '' : 's'}${time}, with the same curves`])
  }
  return facts
}

function goOn(run: RunSummary): Pick<Ending, 'facts' | 'resumeFrom' | 'change'> {
  const from = run.checkpointStep
  return { facts: from === null ? [] : repeats(run, from), resumeFrom: from, change: false }
}

/** What to say of a run that waits or did not reach its end; null for one that trains, is paused or has finished. */
export function endingOf(run: RunSummary): Ending | null {
  const at = formatCount(run.step)
  const kept = ownSteps(run) > 0 ? `Nothing up to step ${at} is lost.` : 'It had not begun.'
  switch (run.state) {
    case 'waiting':
      return {
        tone: 'info',
        title: 'Waiting for its turn',
        text: 'This computer trains other runs first. This one begins by itself when there is room.',
        facts: [],
        resumeFrom: null,
        change: false,
      }
    case 'stopped':
      return { tone: 'info', title: `Stopped by you at step ${at}`, text: kept, ...goOn(run) }
    case 'interrupted': {
      const text = `${run.reason ?? 'The workbench ended while this run was training.'} ${kept}`
      return { tone: 'warn', title: `Interrupted at step ${at}`, text, ...goOn(run) }
    }
    case 'crashed': {
      const reason = run.reason ?? 'The engine ended by itself.'
      const text = /is lost/.test(reason) ? reason : `${reason} ${kept}`
      const way = goOn(run)
      const short = wasMemoryShort(run.reason)
      if (short === 'no') return { tone: 'bad', title: `Training crashed at step ${at}`, text, ...way }
      // Where memory surely was the cause the reason itself says what needs less.
      const advice = ['If memory was short', 'a smaller batch, smaller networks, or fewer runs at once'] as const
      const facts = short === 'perhaps' ? [...way.facts, advice] : way.facts
      return { tone: 'bad', title: `Training crashed at step ${at}`, text, ...way, facts, change: true }
    }
    case 'diverged':
      return {
        tone: 'bad',
        title: `Diverged at step ${at}`,
        text: run.reason ?? 'A loss is not a number any more. Training stopped by itself; its history is kept.',
        facts: [['Often', 'a learning rate that is too high']],
        resumeFrom: null,
        change: true,
      }
    default:
      return null
  }
}
