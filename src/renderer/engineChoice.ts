import { shallowRef, watch } from 'vue'
import type { EngineChoice } from '../contract/api.ts'
import { draft } from './draft.ts'
import { engineReport } from './engineReport.ts'
import { call, onReconnect } from './workbench.ts'

/** The engine that the recipe being edited trains with where none is chosen, and why; null until that is known. */
export const engineChoice = shallowRef<EngineChoice | null>(null)

/** Milliseconds in which no change comes before the workbench is asked. */
const pause = 200

let timer: number | undefined
let asked = 0

async function ask(): Promise<void> {
  const { recipe } = draft
  const own = ++asked
  if (!recipe) return
  try {
    const choice = await call('engines.choose', { recipe })
    if (own === asked) engineChoice.value = choice
  } catch {
    // Training asks again and says what is wrong; the form then speaks of the engine of most recipes.
    if (own === asked) engineChoice.value = null
  }
}

/** Follows the recipe being edited, and what is found out about the engines, for as long as the caller's scope lasts. */
export function followEngineChoice(): void {
  watch(
    [() => draft.recipe, engineReport],
    () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => void ask(), pause)
    },
    { immediate: true },
  )
  onReconnect(() => void ask())
}
