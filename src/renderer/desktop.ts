import type { DesktopOrder } from '../contract/desktop.ts'
import { runKey } from './keys.ts'
import { openRecipeText } from './openRecipeText.ts'
import { go, route } from './route.ts'
import { toast } from './toast.ts'
import { errorText } from './workbench.ts'

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

/** Opens the recipe files that the server was started with: its address asks for them, once. */
export async function openServedFiles(): Promise<void> {
  if (route.query['opened'] === undefined) return
  go('recipe')
  try {
    const answer = await fetch('/opened')
    for (const order of (await answer.json()) as DesktopOrder[]) follow(order)
  } catch (error) {
    toast({ text: `The recipe could not be opened: ${errorText(error)}`, icon: 'warn' })
  }
}
