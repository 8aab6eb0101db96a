/** Appends points without end and prints each last step once the store has said that it has it; run as a process to kill. */
import { openStore } from '../../src/store/index.ts'
import { parseRecipe } from '../../src/contract/recipe/parse.ts'
import ring from '../../resources/recipes/ring.json' with { type: 'json' }

const store = await openStore({ file: process.argv[2]!, worker: new URL('../../src/store/worker.ts', import.meta.url) })
const parsed = parseRecipe(ring.recipe)
if (!parsed.ok) throw new Error('the preset does not parse')
await store.call('run.create', {
  run: { id: 'a', name: 'A', recipe: parsed.value, shell: 'terminal', pace: null, createdAt: 1 },
})
await store.call('run.update', { id: 'a', patch: { state: 'training' } })
for (let step = 1; ; step += 13) {
  const steps = Float64Array.from({ length: 13 }, (_, index) => step + index)
  const chunks = ['x', 'y', 'z'].map((name) => ({ name, steps, values: steps.map(Math.sin) }))
  await store.call('metrics.append', { id: 'a', chunks })
  process.stdout.write(`${step + 12}\n`)
}
