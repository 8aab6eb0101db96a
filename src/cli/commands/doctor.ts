import type { EngineInfo } from '../../contract/api.ts'
import { engineInfos } from '../../engine/backends/availability.ts'
import { chooseHome } from '../../workbench/home/location.ts'
import { version } from '../../workbench/version.ts'
import { findElectron } from '../electron.ts'
import { exitCodes } from '../exitCodes.ts'
import { withClient } from '../reading.ts'
import { formatError, print } from '../terminal.ts'
import { count } from '../words.ts'

export interface DoctorFlags {
  home?: string
  json?: boolean
}

/** What this machine offers the workbench. `problem` is set where the home can't be opened; then the store is unknown. */
interface Findings {
  version: string
  engines: EngineInfo[]
  node: string
  electron: ReturnType<typeof findElectron>
  home: string
  storeBytes: number | null
  schema: number | null
  problem: string | null
}

async function examine(folder: string | undefined): Promise<Findings> {
  const here = {
    version,
    engines: engineInfos(),
    node: process.versions.node,
    electron: findElectron(),
    home: chooseHome(folder),
  }
  try {
    const { storeBytes, schema } = await withClient(folder, (client) => client.call('workbench.info', {}))
    return { ...here, storeBytes, schema, problem: null }
  } catch (error) {
    return { ...here, storeBytes: null, schema: null, problem: formatError(error).replace(/^ganbench: /, '') }
  }
}

/** `ganbench doctor`. */
export async function doctorCommand({ home, json }: DoctorFlags): Promise<number> {
  const found = await examine(home)
  if (json) print(JSON.stringify(found))
  else {
    const { engines, node, electron, storeBytes, schema, problem } = found
    for (const { id, available, reason } of engines) {
      print(`engine ${id.padEnd(12)} ${available ? 'available' : `not available: ${reason ?? ''}`}`)
    }
    print(`Node                ${node}`)
    print(`Electron            ${electron.path ?? `not found: ${electron.reason ?? ''}`}`)
    print(`home                ${found.home}`)
    if (storeBytes !== null) print(`store               ${count(storeBytes)} bytes, schema ${schema ?? ''}`)
    if (problem) print(`problem             ${problem}`)
  }
  return found.problem === null ? exitCodes.done : exitCodes.trouble
}
