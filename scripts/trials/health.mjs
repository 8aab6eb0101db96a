// Health over the presets of GANs at full length, five seeds each: names every finding that ever came up, with its first
// step. Those named on the command line, or all; convolutions take minutes a seed.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root } from '../bootstrap.mjs'
import { ScriptError, runScript } from '../lib/command.mjs'

const seeds = [1, 2, 3, 4, 5]
const all = ['linear-gaussian', 'ring', 'line', 'digits', 'digits-wgan-gp', 'dcgan']
const named = process.argv.slice(2)
const presets = named.length > 0 ? named : all
const load = (...path) => import(pathToFileURL(join(root, ...path)).href)

async function main() {
  await ensureInstalled()
  if (!process.features.typescript) throw new ScriptError('Run this with: npm run trial:health')
  const [{ findHealth }, { windowWidth }, { historyOf }, { preset }, { readDigits }] = await Promise.all([
    load('src', 'contract', 'health', 'index.ts'),
    load('src', 'contract', 'health', 'history.ts'),
    load('test', 'engine', 'historyOf.ts'),
    load('test', 'engine', 'recipes.ts'),
    load('src', 'workbench', 'digits.ts'),
  ])
  const bytes = await readDigits(60_000)
  let loud = 0
  for (const id of presets) {
    for (const seed of seeds) {
      const recipe = preset(id, { seed })
      const history = await historyOf(recipe, recipe.data.kind === 'digits' ? bytes : undefined)
      const width = windowWidth(recipe)
      const found = new Map()
      for (let step = width; step <= history.step; step += width) {
        for (const { kind } of findHealth({ ...history, step })) if (!found.has(kind)) found.set(kind, step)
      }
      if (found.size > 0) loud++
      const told = [...found].map(([kind, step]) => `${kind} from step ${step}`).join(', ')
      process.stdout.write(`${id}, seed ${seed}, ${history.step} steps: ${told || 'nothing unusual'}\n`)
    }
  }
  return loud === 0 ? 0 : 1
}

runScript(main)
