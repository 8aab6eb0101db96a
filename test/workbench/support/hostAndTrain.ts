// Run by the kill tests as a process of its own: opens the home, trains, tells its run's id at step 150, goes on.
import { openWithProcesses } from './bench.ts'

const [home, recipe] = process.argv.slice(2) as [string, string]
const { client, pids } = await openWithProcesses(home)
const { id } = await client.call('runs.create', { recipe: JSON.parse(recipe), pace: 500 })
for (;;) {
  const { summary } = await client.call('runs.get', { id })
  if (summary.step >= 150 && summary.checkpointStep !== null) break
  await new Promise((resolve) => setTimeout(resolve, 10))
}
process.stdout.write(`${JSON.stringify({ id, enginePid: pids.at(-1) })}\n`)
