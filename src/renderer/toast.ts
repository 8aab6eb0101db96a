import { shallowRef } from 'vue'
import type { IconName } from './components/iconNames.ts'

export interface Toast {
  text: string
  icon?: IconName
  /** Puts back what went away. */
  undo?: () => void
}

/** The one toast shown, or null; ToastHost takes it away after six seconds. */
export const shownToast = shallowRef<Toast | null>(null)

/** Says in passing what has happened; replaces the toast before it. */
export function toast(next: Toast): void {
  shownToast.value = next
}
