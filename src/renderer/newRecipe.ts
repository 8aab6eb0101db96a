import { closeDraft, draft, undoDraft } from './draft.ts'
import { go } from './route.ts'
import { toast } from './toast.ts'

/** Goes to the Recipe room to choose what to begin with; a recipe with changes there can be taken back. */
export function newRecipe(): void {
  const lost = draft.changes > 0
  closeDraft()
  if (lost) toast({ icon: 'recipe', text: 'Put the recipe you were editing away', undo: undoDraft })
  go('recipe')
}
