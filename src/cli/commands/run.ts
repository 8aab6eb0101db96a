import type { BackendId } from '../../contract/engine.ts'
import { findEntries } from '../../workbench/entries.ts'
import { readPresets } from '../../workbench/presets.ts'
import { readRecipe, type RecipeFlags } from '../recipeInput.ts'
import { train, type TrainingFlags } from '../training.ts'

export interface RunFlags extends RecipeFlags, TrainingFlags {
  engine?: BackendId
  threads?: number
  pace?: number
}

/** `ganbench run`: the recipe is checked before anything is opened, so that a mistake changes nothing. */
export async function runCommand(source: string, flags: RunFlags): Promise<number> {
  const recipe = await readRecipe(source, flags, await readPresets(findEntries().resources))
  const { engine, threads, pace = null } = flags
  const chosen = { ...(engine ? { engine } : {}), ...(threads ? { threads } : {}) }
  return train(flags, (client) => client.call('runs.create', { recipe, pace, shell: 'terminal', ...chosen }))
}
