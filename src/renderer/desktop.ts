import type { DesktopOrder } from '../contract/desktop.ts'
import { runKey } from './keys.ts'
import { openRecipeText } from './openRecipeText.ts'
import { go } from './route.ts'
import { toast } from './toast.ts'

function follow(order: DesktopOrder): void {
  if (order.kind === 'go') go(order.path)
  else if (order.kind === 'recipe') openRecipeText(order.name, order.text)
  else if (order.kind === 'note') toast({ text: order.text, icon: 'warn' })
  else if (!runKey(order.name)) toast({ text: `“${order.label}” has nothing to do in this room`, icon: 'warn' })
}

/** Does what the desktop shell asks, from its menus and of files opened with it. */
export function followDesktop(): void {
  window.ganbenchDesktop?.onOrder(follow)
}
