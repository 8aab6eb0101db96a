import { droppedData } from './chosenFiles.ts'
import { importIntoDraft } from './dataImport.ts'
import { openRecipeFile } from './rooms/recipe/recipeFile.ts'
import { go } from './route.ts'
import { toast } from './toast.ts'
import { errorText } from './workbench.ts'

async function importDropped(items: DataTransferItemList): Promise<void> {
  try {
    const data = await droppedData(items)
    if (!data) return
    go('recipe')
    await importIntoDraft(data)
  } catch (error) {
    toast({ text: `What was dropped could not be read: ${errorText(error)}`, icon: 'warn' })
  }
}

/** Takes what was let go: a recipe file is opened, anything else is imported as data. False where there are no files. */
export function openDropped({ files, items }: DataTransfer): boolean {
  const [first] = files
  if (!first) return false
  if (files.length === 1 && /\.json$/i.test(first.name)) void openRecipeFile(first)
  else void importDropped(items)
  return true
}
