import type { EngineDetail, EngineReport } from '../../contract/api.ts'
import type { CompiledReport } from '../../contract/compiled.ts'
import { engineReport } from '../../workbench/engines.ts'
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
interface Findings extends EngineReport {
  version: string
  node: string
  electron: ReturnType<typeof findElectron>
  home: string
  storeBytes: number | null
  schema: number | null
  compiled: CompiledReport | null
  problem: string | null
}

async function examine(folder: string | undefined): Promise<Findings> {
  const here = {
    version,
    ...(await engineReport()),
    node: process.versions.node,
    electron: findElectron(),
    home: chooseHome(folder),
  }
  try {
    const [{ storeBytes, schema }, compiled] = await withClient(folder, (client) =>
      Promise.all([client.call('workbench.info', {}), client.call('compiled.report', {})]),
    )
    return { ...here, storeBytes, schema, compiled, problem: null }
  } catch (error) {
    return {
      ...here,
      storeBytes: null,
      schema: null,
      compiled: null,
      problem: formatError(error).replace(/^ganbench: /, ''),
    }
  }
}

const indented = (line: string) => `${' '.repeat(20)}${line}`

/** One engine, line by line. */
function describeEngine({
  id,
  available,
  reason,
  about,
  version,
  threads,
  lacks,
  files,
  setUp,
  remove,
}: EngineDetail): string[] {
  return [
    `engine ${id.padEnd(12)} ${available ? 'available' : `not available: ${reason ?? ''}`}`,
    indented(about),
    ...(version ? [indented(version)] : []),
    indented(`threads: ${threads}`),
    indented(`runs: every layer, loss, regulariser and optimiser${lacks.length > 0 ? ` but ${lacks.join(', ')}` : ''}`),
    ...(files ? [indented(`${count(files.bytes)} bytes in ${files.folder}`)] : []),
    ...(setUp ? [indented(`to set it up: ${setUp.line}`), indented(setUp.note)] : []),
    ...(remove ? [indented(`to remove it: ${remove.line}`)] : []),
  ]
}

/** `ganbench doctor`. */
export async function doctorCommand({ home, json }: DoctorFlags): Promise<number> {
  const found = await examine(home)
  if (json) print(JSON.stringify(found))
  else {
    const { engines, automatic, node, electron, storeBytes, schema, compiled, problem } = found
    for (const engine of engines) for (const line of describeEngine(engine)) print(line)
    print(`new runs            train on ${automatic.id}: ${automatic.why}`)
    print(indented('a recipe that it can’t run trains on the fastest that can; a run never changes its engine'))
    print(`Node                ${node}`)
    print(`Electron            ${electron.path ?? `not found: ${electron.reason ?? ''}`}`)
    print(`home                ${found.home}`)
    if (storeBytes !== null) print(`store               ${count(storeBytes)} bytes, schema ${schema ?? ''}`)
    if (compiled) {
      const steps = compiled.count === 1 ? 'those of 1 kind of run' : `those of ${compiled.count} kinds of run`
      print(`compiled steps      ${steps}, ${count(compiled.bytes)} bytes in ${compiled.folder}; can be deleted`)
      const chosen = compiled.threads.map(({ threads, count: kinds }) => `${threads} for ${kinds}`)
      if (chosen.length > 0) print(indented(`threads chosen, by kinds of run: ${chosen.join(', ')}`))
    }
    if (problem) print(`problem             ${problem}`)
  }
  return found.problem === null ? exitCodes.done : exitCodes.trouble
}
