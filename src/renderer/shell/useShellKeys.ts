import { useKeys } from '../keys.ts'
import { newRecipe } from '../newRecipe.ts'
import { go } from '../route.ts'

/** Keys that go from room to room. */
export function useShellKeys(): void {
  useKeys(
    {
      'g s': { label: 'Go to Start', run: () => go('start') },
      'g r': { label: 'Go to Recipe', run: () => go('recipe') },
      'g h': { label: 'Go to Runs', run: () => go('runs') },
      'g c': { label: 'Go to Compare', run: () => go('compare') },
      'g l': { label: 'Go to Lessons', run: () => go('lessons') },
      'g e': { label: 'Go to Engines', run: () => go('engines') },
      'g a': { label: 'Go to About and licences', run: () => go('about') },
      n: { label: 'New recipe', run: newRecipe },
    },
    'Anywhere',
  )
}
