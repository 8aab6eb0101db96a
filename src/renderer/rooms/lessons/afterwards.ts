import type { LessonResult, LessonText } from '../../../contract/lesson.ts'
import { saveFile } from '../../download.ts'
import { draft, openDraft } from '../../draft.ts'
import { go } from '../../route.ts'
import { toast } from '../../toast.ts'
import { errorText } from '../../workbench.ts'
import { numbersCsv } from './numbersCsv.ts'

/** Opens a recipe of a lesson in the Recipe room, ready to train; the draft it replaces can be taken back. */
export function openAsRun({ id }: LessonText, recipe: unknown): void {
  const hadDraft = !draft.isEmpty
  const undo = openDraft(recipe, `lesson ${id}`)
  go('recipe')
  toast({ text: `Opened the recipe of lesson ${id}`, icon: 'recipe', ...(hadDraft ? { undo } : {}) })
}

/** Keeps what a lesson came to as a file: its numbers as a table, or all of it. */
export async function keepNumbers(text: LessonText, result: LessonResult, format: 'csv' | 'json'): Promise<void> {
  const content = format === 'csv' ? numbersCsv(text, result) : `${JSON.stringify(result, null, 2)}\n`
  const mime = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json'
  try {
    const kept = await saveFile({
      filename: `lesson-${text.id}.${format}`,
      mime,
      bytes: new TextEncoder().encode(content),
    })
    if (kept !== null) toast({ icon: 'check', text: `Saved ${kept}` })
  } catch (error) {
    toast({ icon: 'bad', text: errorText(error) })
  }
}
