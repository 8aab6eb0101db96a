import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BackendId } from '../../contract/engine.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { runBenchmark } from '../../workbench/bench/benchmark.ts'
import { benchmarkPage } from '../../workbench/bench/page.ts'
import { forkEngine } from '../../workbench/engineProcess.ts'
import { checkEngine } from '../../workbench/engineChooser.ts'
import { findEntries } from '../../workbench/entries.ts'
import { systemReason } from '../../workbench/systemReason.ts'
import { exitCodes } from '../exitCodes.ts'
import { overwrittenLine } from '../statusLine.ts'
import { onInterrupt, print, say } from '../terminal.ts'
import { writeExport } from '../writeFile.ts'

export interface BenchFlags {
  case: string[]
  engine: BackendId[]
  peers?: string
  rounds: number
  seconds: number
  output?: string
  json?: boolean
}

/** Throws, before minutes are spent, where that is no Python or where there is nothing for it to run. */
async function checkPeers(python: string, script: URL): Promise<void> {
  if (!existsSync(script)) {
    throw new WorkbenchError('unavailable', '--peers: tools/peers.py comes with the sources only; run it from those.')
  }
  try {
    await promisify(execFile)(python, ['--version'])
  } catch (error) {
    throw new WorkbenchError('bad-input', `--peers: ${python} can’t be run: ${systemReason(error)}.`)
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new WorkbenchError('unavailable', `${folder} can’t be made: ${systemReason(error)}.`)
  }
}

/** Tells what is being done: a line drawn over itself, or where it goes to a file, a line a contestant. */
function teller(stream: NodeJS.WriteStream): { tell: (doing: string) => void; end: () => void } {
  if (!stream.isTTY) return { tell: (doing) => void (doing.includes(': round') || say(doing)), end: () => {} }
  const { draw, end } = overwrittenLine(stream)
  return { tell: (doing) => draw(() => doing), end }
}

/** `ganbench bench`. With `--output` a dated JSON file and the page made from it are written into that folder. */
export async function benchCommand({
  case: cases,
  engine,
  peers,
  output,
  json,
  ...settings
}: BenchFlags): Promise<number> {
  const entries = findEntries()
  for (const id of engine) checkEngine(id)
  if (peers !== undefined) await checkPeers(peers, entries.peers)
  if (output !== undefined) await makeFolder(join(output, 'benchmarks'))
  const abort = new AbortController()
  const { tell, end } = teller(process.stderr)
  const stopListening = onInterrupt(() => abort.abort())
  try {
    const report = await runBenchmark({
      ...settings,
      cases,
      engines: engine,
      launch: forkEngine(entries.engine),
      peers: peers === undefined ? null : { command: peers, script: entries.peers },
      usualTfjs: entries.usualTfjs,
      signal: abort.signal,
      tell,
    })
    end()
    const page = benchmarkPage(report)
    if (output !== undefined) {
      const text = (content: string) => new TextEncoder().encode(content)
      const file = join(output, 'benchmarks', `${report.date.slice(0, 10)}.json`)
      await writeExport(file, text(`${JSON.stringify(report, null, 2)}\n`))
      await writeExport(join(output, 'benchmarks.md'), text(page))
      say(`Wrote ${file} and ${join(output, 'benchmarks.md')}.`)
    }
    print(json ? JSON.stringify(report) : page)
    return exitCodes.done
  } catch (error) {
    end()
    if (!abort.signal.aborted) throw error
    say('Stopped; nothing was written.')
    return exitCodes.interrupted
  } finally {
    stopListening()
  }
}
