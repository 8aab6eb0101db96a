import { onScopeDispose } from 'vue'
import { openDropped } from '../openDropped.ts'

/** A recipe file let go anywhere in the window is opened, other files are imported as data. Without this the window would show the file instead. */
export function useFileDrop(): void {
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    // A room that takes files itself has done so by now.
    if (event.defaultPrevented || !event.dataTransfer) return
    if (openDropped(event.dataTransfer)) event.preventDefault()
  }
  window.addEventListener('dragover', onDragOver)
  window.addEventListener('drop', onDrop)
  onScopeDispose(() => {
    window.removeEventListener('dragover', onDragOver)
    window.removeEventListener('drop', onDrop)
  })
}
