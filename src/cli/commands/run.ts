import type { BackendId } from '../../contract/engine.ts'
import { findEntries } from '../../workbench/entries.ts'
import { readPresets } from '../../workbench/presets.ts'
import { dataPathOf, importRecipeData } from '../data/recipeData.ts'
import { checkRecipe, readPlainRecipe, type RecipeFlags } from '../recipeInput.ts'
import { train, type TrainingFlags } from '../training.ts'

export interface RunFlags extends RecipeFlags, TrainingFlags {
  engine?: BackendId
  threads?: number
  pace?: number
}

/**
 * `ganbench run`: the recipe is checked before anything is opened, so that a mistake changes nothing; only where its
 * data is a file's path the file is imported first, because the check needs to know what is in it.
 */
export async function runCommand(source: string, flags: RunFlags): Promise<number> {
  const given = await readPlainRecipe(source, flags, await readPresets(findEntries().resources))
  const path = dataPathOf(given, source)
  if (path === undefined) checkRecipe(source, given)
  const { engine, threads, pace = null } = flags
  const chosen = { ...(engine ? { engine } : {}), ...(threads ? { threads } : {}) }
  return train(flags, async (client) => {
    const recipe = checkRecipe(source, path === undefined ? given : await importRecipeData(client, given, path))
    return client.call('runs.create', { recipe, pace, shell: 'terminal', ...chosen })
  })
}
