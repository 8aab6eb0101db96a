import { ref, shallowRef } from 'vue'
import type { LessonText } from '../contract/lesson.ts'
import { call, errorText } from './workbench.ts'

/** The lessons there are, in the article's order; none before they have been read. */
export const lessonTexts = shallowRef<LessonText[]>([])

/** Why they could not be read, else null. */
export const lessonsProblem = ref<string | null>(null)

/** Reads the lessons, unless they have been read. */
export async function readLessons(): Promise<void> {
  if (lessonTexts.value.length > 0) return
  try {
    lessonTexts.value = await call('lessons.list', {})
    lessonsProblem.value = null
  } catch (error) {
    lessonsProblem.value = errorText(error)
  }
}
