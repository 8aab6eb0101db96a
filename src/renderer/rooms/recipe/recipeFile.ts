import { valueAt } from '../../../contract/recipe/edit.ts'
import { saveFile } from '../../download.ts'
import { draft } from '../../draft.ts'
import { openRecipeText } from '../../openRecipeText.ts'
import { errorText } from '../../workbench.ts'
import { toast } from '../../toast.ts'

/** No recipe comes near this many bytes; larger files are something else. */
const largest = 1_000_000

/** A name that every platform takes as a file's. */
function safeName(name: unknown): string {
  const plain =
    typeof name === 'string'
      ? name
          .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
          .replace(/\s+/g, ' ')
          .trim()
      : ''
  return plain.slice(0, 80).replace(/^\.+/, '') || 'recipe'
}

/** Saves the draft's text as a .json file. */
export async function saveRecipeFile(): Promise<void> {
  const bytes = new TextEncoder().encode(`${draft.text}\n`)
  const filename = `${safeName(valueAt(draft.value, ['name']))}.json`
  try {
    await saveFile({ filename, mime: 'application/json', bytes })
  } catch (error) {
    toast({ text: errorText(error), icon: 'bad' })
  }
}

/** Opens a recipe file in the place of the draft, which undo brings back. */
export async function openRecipeFile(file: File): Promise<void> {
  if (file.size > largest) {
    toast({ text: `${file.name} is too large to be a recipe; the draft is as it was`, icon: 'warn' })
    return
  }
  try {
    openRecipeText(file.name, await file.text())
  } catch (error) {
    toast({ text: `${file.name} could not be read: ${errorText(error)}`, icon: 'warn' })
  }
}
