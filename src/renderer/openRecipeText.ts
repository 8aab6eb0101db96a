import { draft, openDraftText } from './draft.ts'
import { go } from './route.ts'
import { toast } from './toast.ts'

/** Opens a recipe's text in the Recipe room; the draft it replaces can be taken back. */
export function openRecipeText(name: string, text: string): void {
  const hadDraft = !draft.isEmpty
  const undo = openDraftText(text.trimEnd(), `the file ${name}`)
  go('recipe')
  toast({ text: `Opened ${name}`, icon: 'file', ...(hadDraft ? { undo } : {}) })
}
