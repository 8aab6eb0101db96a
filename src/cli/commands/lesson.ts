import { randomUUID } from 'node:crypto'
import type { WorkbenchEvents } from '../../contract/api.ts'
import type { BackendId } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { knobValues, type KnobValues, type LessonText } from '../../contract/lesson.ts'
import { findEntries } from '../../workbench/entries.ts'
import { readLessons } from '../../workbench/lessons/texts.ts'
import { exitCodes } from '../exitCodes.ts'
import { lessonLines, resultLines } from '../lessonWords.ts'
import { withClient } from '../reading.ts'
import { statusLine } from '../statusLine.ts'
import { onInterrupt, onReaderGone, print, say } from '../terminal.ts'
import { duration } from '../words.ts'

export interface LessonFlags {
  quick?: boolean
  /** "knob=value" each. */
  set: string[]
  engine?: BackendId
  home?: string
  json?: boolean
}

/** Milliseconds between two lines of progress where they are kept in a file. */
const tellEvery = 10_000

function findLesson(lessons: readonly LessonText[], id: string): LessonText {
  const found = lessons.find((lesson) => lesson.id.toLowerCase() === id.toLowerCase())
  if (found) return found
  const known = lessons.map((lesson) => lesson.id).join(', ')
  throw new WorkbenchError('bad-input', `There is no lesson “${id}”. Lessons: ${known}.`)
}

function readKnobs(text: LessonText, set: readonly string[]): KnobValues {
  const given = set.map((one) => {
    const at = one.indexOf('=')
    if (at > 0) return [one.slice(0, at).trim(), one.slice(at + 1).trim()] as const
    throw new WorkbenchError('bad-input', `--set “${one}” is not understood: write it as knob=value.`)
  })
  const values = knobValues(text, Object.fromEntries(given))
  if ('problem' in values) throw new WorkbenchError('bad-input', `${String(values.problem)}.`)
  return values
}

/** Tells on stderr how far the lesson is. */
function tellProgress(): { update(news: WorkbenchEvents['lesson.told']): void; end(): void } {
  const began = Date.now()
  const line = ({ done, doing }: WorkbenchEvents['lesson.told']) => {
    const seconds = (Date.now() - began) / 1000
    const left = done > 0.02 && done < 1 ? ` · about ${duration((seconds * (1 - done)) / done)} left` : ''
    return `${Math.floor(100 * done)} %  ${doing}${left}`
  }
  const { tell, end } = statusLine(tellEvery)
  return { update: (news) => tell(() => line(news)), end }
}

/** `ganbench lesson`: the lessons there are, or one run to its end. Mistakes are told before anything is opened. */
export async function lessonCommand(lesson: string | undefined, flags: LessonFlags): Promise<number> {
  const lessons = await readLessons(findEntries().resources)
  if (lesson === undefined) {
    if (flags.json) print(JSON.stringify(lessons))
    else for (const line of lessonLines(lessons)) print(line)
    return exitCodes.done
  }
  const text = findLesson(lessons, lesson)
  const knobs = readKnobs(text, flags.set)
  const { quick = false, engine, json, home } = flags
  const id = randomUUID()
  let interrupted = false
  try {
    const result = await withClient(home, async (client) => {
      const stop = () => {
        interrupted = true
        // Where the workbench is gone the lesson is too.
        client.call('lessons.stop', { id }).catch(() => undefined)
      }
      const stopListening = onInterrupt(stop)
      onReaderGone(stop)
      if (!json) say(`Running lesson ${text.id}, about ${duration(quick ? text.seconds.quick : text.seconds.full)}.`)
      const progress = tellProgress()
      client.on('lesson.told', (news) => progress.update(news))
      try {
        return await client.call('lessons.run', { id, lesson: text.id, knobs, quick, ...(engine ? { engine } : {}) })
      } finally {
        progress.end()
        stopListening()
      }
    })
    const { lesson: name, numbers, holds, ...more } = result
    if (json) print(JSON.stringify({ lesson: name, numbers, holds, ...more }))
    else for (const line of resultLines(text, result)) print(line)
    return exitCodes.done
  } catch (error) {
    if (!interrupted) throw error
    say(`Lesson ${text.id} was stopped; nothing of it is kept.`)
    return exitCodes.interrupted
  }
}
