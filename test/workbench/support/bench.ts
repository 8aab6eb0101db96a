import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkbenchClient, WorkbenchCommands, WorkbenchEvents } from '../../../src/contract/api.ts'
import { memoryPorts } from '../../../src/contract/ports/memory.ts'
import { connectApi } from '../../../src/contract/rpc.ts'
import type { RunState, RunSummary } from '../../../src/contract/run.ts'
import { forkEngine, type EngineLauncher } from '../../../src/workbench/engineProcess.ts'
import { openWorkbench, type Workbench } from '../../../src/workbench/index.ts'

const root = new URL('../../../', import.meta.url)

/** The workbench on a home, as a shell would open it. */
export function openBench(home: string, launch?: EngineLauncher): Promise<Workbench> {
  return openWorkbench({
    home,
    shell: 'terminal',
    entries: { engine: new URL('src/engine/index.ts', root), store: new URL('src/store/worker.ts', root) },
    resources: new URL('resources/', root),
    ...(launch ? { launch } : {}),
  })
}

/** A bench whose engines are processes of their own, as they are in a shell, with their ids: the newest comes last. */
export async function openWithProcesses(
  home: string,
  engine = new URL('src/engine/index.ts', root),
): Promise<{ bench: Workbench; client: WorkbenchClient; pids: number[] }> {
  const pids: number[] = []
  const fork = forkEngine(engine)
  const bench = await openBench(home, () => {
    const made = fork()
    pids.push(made.pid!)
    return made
  })
  return { bench, client: connectBench(bench), pids }
}

export const temporaryHome = () => mkdtemp(join(tmpdir(), 'ganbench-test-'))
export const removeHome = (home: string) => rm(home, { recursive: true, force: true })

export function connectBench(bench: Workbench): WorkbenchClient {
  const [own, other] = memoryPorts()
  bench.connect(other)
  return connectApi<WorkbenchCommands, WorkbenchEvents>(own)
}

export async function presetRecipe(id: string): Promise<Record<string, unknown>> {
  const text = await readFile(new URL(`resources/recipes/${id}.json`, root), 'utf8')
  return (JSON.parse(text) as { recipe: Record<string, unknown> }).recipe
}

/** Waits until the run is in the state; fails with where it stood instead. */
export async function waitForState(
  client: WorkbenchClient,
  id: string,
  state: RunState,
  timeout = 60_000,
): Promise<RunSummary> {
  const end = Date.now() + timeout
  for (;;) {
    const { summary } = await client.call('runs.get', { id })
    if (summary.state === state) return summary
    if (Date.now() > end)
      throw new Error(
        `${id} is ${summary.state} (${summary.reason ?? 'no reason'}) at step ${summary.step}, not ${state}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
