import type { RunSummary, ShellKind } from '../contract/run.ts'
import { findEntries } from '../workbench/entries.ts'
import type { Home } from '../workbench/home/home.ts'
import { openHome } from '../workbench/home/index.ts'
import { chooseHome } from '../workbench/home/location.ts'
import { say } from './terminal.ts'

/** Opens the home a command was given, with the real workbench behind it. */
export function openShellHome(given: string | undefined, shell: ShellKind): Promise<Home> {
  const { engine, store, resources } = findEntries()
  return openHome({ home: chooseHome(given), shell, entries: { engine, store }, resources })
}

/** Says whose workbench is used, where it is another process's. */
export function sayWhoOwns(home: Home, whatHappensThere: string): void {
  if (home.role === 'client') {
    say(`The workbench of process ${home.owner.pid} (${home.owner.shell}) owns this home; ${whatHappensThere}`)
  }
}

/** What is said of runs that ended because the workbench was ended; `runs` as they were before. */
export function sayCheckpointed(runs: readonly RunSummary[]): void {
  for (const { id, name, state } of runs) {
    const what = state === 'waiting' ? 'was interrupted before its turn came' : 'was checkpointed and interrupted'
    say(`“${name}” ${what}; go on with: ganbench resume ${id}`)
  }
}
