import type { LessonResult, LessonText } from '../../../contract/lesson.ts'

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A lesson's numbers as rows of id, value and what they are called. */
export function numbersCsv({ numbers: told }: LessonText, { numbers }: LessonResult): string {
  const rows = told.map(({ id, label }) => [id, String(numbers[id] ?? ''), quoted(label)].join(','))
  return [['number', 'value', 'label'].join(','), ...rows, ''].join('\n')
}
