import { memoryPorts } from '../../contract/ports/memory.ts'
import { webSocketPort } from '../../contract/ports/webSocket.ts'
import type { Port } from '../../contract/port.ts'
import type { RunSummary } from '../../contract/run.ts'
import type { FileLock } from '../../store/lock.ts'
import type { Workbench } from '../index.ts'
import { newAddress, removeAddress, removeLeftovers } from './address.ts'
import { unusableHome } from './folder.ts'
import type { Home, HomeOptions } from './home.ts'
import { listenForShells } from './ownerSocket.ts'
import { readRecord, removeRecord, writeRecord } from './record.ts'

/** Removes what an owner that was killed left behind, and makes a new address. */
function freshAddress(home: string): string {
  try {
    const before = readRecord(home)
    if (before?.address) removeAddress(before.address)
    removeLeftovers(home)
    return newAddress(home)
  } catch (error) {
    throw unusableHome(home, error)
  }
}

/** Becomes the home's workbench. If that can't be done, all is undone and the lock given back. */
export async function ownHome(options: HomeOptions, lock: FileLock): Promise<Home> {
  const { home, shell } = options
  const owner = { pid: process.pid, shell, startedAt: Date.now() }
  // Run from the last to the first: clients stay connected until the workbench has told the last state of every run.
  const undo: (() => unknown)[] = [() => lock.release()]
  // Connections within this process.
  const inside = new Set<Port>()
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  let workbench: Workbench
  try {
    const address = freshAddress(home)
    undo.push(() => removeAddress(address))
    undo.push(() => removeRecord(home))
    writeRecord(home, { ...owner, address: null })
    // Nobody knows the address before it is in the record, so nobody connects before there is a workbench.
    const sockets = await listenForShells(address, (port) => workbench.connect(port))
    undo.push(() => sockets.close())
    // Loaded here, so that a client never loads the workbench.
    const open = options.openWorkbench ?? (await import('../index.ts')).openWorkbench
    workbench = await open(options)
    undo.push(() => {
      for (const port of inside) port.close()
    })
    undo.push(() => workbench.close())
    writeRecord(home, { ...owner, address })
    // A person is about to look at a page; a terminal asks for its run at once anyway.
    if (shell !== 'terminal') workbench.warm()
  } catch (error) {
    await undoAll()
    throw error
  }

  const close = async () => {
    const active = await workbench.activeRuns()
    await undoAll()
    return active
  }
  let closing: Promise<RunSummary[]> | undefined
  return {
    role: 'owner',
    folder: home,
    owner,
    connect() {
      const [mine, theirs] = memoryPorts()
      inside.add(theirs)
      theirs.onClose(() => inside.delete(theirs))
      workbench.connect(theirs)
      return Promise.resolve(mine)
    },
    join(page) {
      workbench.connect(webSocketPort(page))
      return Promise.resolve()
    },
    onLost() {},
    close: () => (closing ??= close()),
  }
}
