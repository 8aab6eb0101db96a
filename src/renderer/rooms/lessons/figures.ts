import type { LessonFigure } from '../../../contract/lesson.ts'

/** Those shown with the new ones among them: one with the id of another takes its place. */
export function withFigures(shown: readonly LessonFigure[], fresh: readonly LessonFigure[]): LessonFigure[] {
  const kept = new Map(shown.map((figure) => [figure.id, figure]))
  for (const figure of fresh) kept.set(figure.id, figure)
  return [...kept.values()]
}
