import { onScopeDispose } from 'vue'
import { openRecipeFile } from '../rooms/recipe/recipeFile.ts'

/** A recipe file let go anywhere in the window is opened. Without this the window would show the file instead. */
export function useFileDrop(): void {
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer?.files ?? []
    // A room that takes files itself has done so by now.
    if (!file || event.defaultPrevented) return
    event.preventDefault()
    void openRecipeFile(file)
  }
  window.addEventListener('dragover', onDragOver)
  window.addEventListener('drop', onDrop)
  onScopeDispose(() => {
    window.removeEventListener('dragover', onDragOver)
    window.removeEventListener('drop', onDrop)
  })
}
