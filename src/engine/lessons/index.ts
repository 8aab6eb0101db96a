import type { KnobValues, LessonId, LessonResult } from '../../contract/lesson.ts'
import { LessonTools, type Lesson, type LessonHost } from './lesson.ts'
import { s0 } from './s0.ts'
import { s1 } from './s1.ts'
import { s2 } from './s2.ts'
import { s3 } from './s3.ts'
import { s4 } from './s4.ts'
import { s5 } from './s5.ts'
import { s6 } from './s6.ts'
import { s7 } from './s7.ts'
import { s8 } from './s8.ts'
import { s9 } from './s9.ts'

/** Lessons that run on an engine alone; S10, which is about a run that is kept, is the workbench’s. */
export const lessons: Partial<Record<LessonId, Lesson>> = {
  S0: s0,
  S1: s1,
  S2: s2,
  S3: s3,
  S4: s4,
  S5: s5,
  S6: s6,
  S7: s7,
  S8: s8,
  S9: s9,
}

/** Runs a lesson to its end. To stop one, end its process. */
export async function runLesson(id: LessonId, knobs: KnobValues, host: LessonHost): Promise<LessonResult> {
  const lesson = lessons[id]
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  const tools = new LessonTools(host)
  const started = performance.now()
  try {
    const outcome = await lesson.run(knobs, tools)
    const holds = outcome.checks.every((one) => one.holds) && Object.values(outcome.numbers).every(Number.isFinite)
    const seconds = (performance.now() - started) / 1000
    return { lesson: id, knobs: { ...knobs }, quick: host.quick, holds, seconds, ...outcome }
  } finally {
    tools.dispose()
  }
}
