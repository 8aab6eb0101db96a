import { readFileSync } from 'node:fs'
import { knobValues, lessonSchema, type LessonId, type LessonResult } from '../../../src/contract/lesson.ts'
import type { BackendId } from '../../../src/contract/engine.ts'
import { runLesson } from '../../../src/engine/lessons/index.ts'
import type { LessonData } from '../../../src/engine/lessons/lesson.ts'

export const lessonText = (id: LessonId) =>
  lessonSchema.parse(
    JSON.parse(readFileSync(new URL(`../../../resources/lessons/${id}.json`, import.meta.url), 'utf8')),
  )

/** A lesson's quick form with these knobs turned, as the terminal runs it. */
export function quickly(
  id: LessonId,
  turned: Record<string, number | string> = {},
  options: { backend?: BackendId; data?: LessonData } = {},
): Promise<LessonResult> {
  const knobs = knobValues(lessonText(id), turned)
  if ('problem' in knobs && typeof knobs.problem === 'string') throw new Error(knobs.problem)
  return runLesson(id, knobs as Record<string, number | string>, {
    backend: options.backend ?? 'onnx',
    threads: 1,
    quick: true,
    data: options.data,
    progress: () => {},
    show: () => {},
  })
}

/** The same with the knob turned that must make the claim fail. */
export function broken(id: LessonId, options: { data?: LessonData } = {}): Promise<LessonResult> {
  const { breaks } = lessonText(id)
  if (!breaks) throw new Error(`lesson ${id} has no knob that breaks it`)
  return quickly(id, { [breaks.knob]: breaks.value }, options)
}
