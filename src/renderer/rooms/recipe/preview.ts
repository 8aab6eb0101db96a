import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Scene } from '../../../contract/picture.ts'
import { parseData } from '../../../contract/recipe/parse.ts'
import { valueOf } from '../../draft.ts'
import { call, errorText, onReconnect } from '../../workbench.ts'

/** Rest after an edit before the data is asked for, ms. */
const rest = 150

export interface Preview {
  scene: ShallowRef<Scene | null>
  /** Why the scene shown is not that of the recipe, if it is not. */
  problem: ShallowRef<string | null>
}

/** The first examples of the draft's data, kept current until the scope ends; the last good ones while it is wrong. */
export function usePreview(): Preview {
  const scene = shallowRef<Scene | null>(null)
  const problem = shallowRef<string | null>(null)
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    const own = ++asked
    const data = parseData(valueOf(['data']))
    if (!data.ok) return
    const seed = Number(valueOf(['seed']))
    const params = { data: data.value, seed: Number.isInteger(seed) && seed >= 0 ? seed : 1 }
    try {
      const answer = await call('data.preview', params)
      if (own !== asked) return
      scene.value = answer
      problem.value = null
    } catch (error) {
      if (own === asked) problem.value = errorText(error)
    }
  }

  watch(
    () => JSON.stringify([valueOf(['data']), valueOf(['seed'])]),
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), scene.value ? rest : 0)
    },
    { immediate: true },
  )
  onReconnect(() => void ask())
  onScopeDispose(() => clearTimeout(timer))
  return { scene, problem }
}
