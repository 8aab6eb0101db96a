// Run by the kill tests as a process of its own: opens the home, trains, tells its run's id at step 150, goes on.
import { forkEngine } from '../../../src/workbench/engineProcess.ts'
import { connectBench, openBench } from './bench.ts'

const [home, recipe] = process.argv.slice(2) as [string, string]
let enginePid: number | undefined
const fork = forkEngine(new URL('../../../src/engine/index.ts', import.meta.url))
const client = connectBench(
  await openBench(home, () => {
    const engine = fork()
    enginePid = engine.pid
    return engine
  }),
)
const { id } = await client.call('runs.create', { recipe: JSON.parse(recipe), pace: 500 })
for (;;) {
  const { summary } = await client.call('runs.get', { id })
  if (summary.step >= 150 && summary.checkpointStep !== null) break
  await new Promise((resolve) => setTimeout(resolve, 10))
}
process.stdout.write(`${JSON.stringify({ id, enginePid })}\n`)
