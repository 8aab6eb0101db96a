import type { WorkbenchClient } from '../../contract/api.ts'
import type { DataSet, ImportOptions } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { importFiles } from '../data/importFiles.ts'
import { localFiles } from '../data/localFiles.ts'
import { describeData, importLines, shortHash } from '../data/words.ts'
import { withClient } from '../reading.ts'
import { onInterrupt, print, say } from '../terminal.ts'
import { count, moment } from '../words.ts'
import { exitCodes } from '../exitCodes.ts'

export interface HomeFlags {
  home?: string
  json?: boolean
}

export interface ImportFlags extends HomeFlags {
  labels?: string
  name?: string
  header?: ImportOptions['header']
  leaveOut: string[]
  every?: number
}

/** `ganbench data import`: a table, an IDX file or a folder of images becomes data that recipes can name. */
export async function dataImportCommand(path: string, flags: ImportFlags): Promise<number> {
  const { labels, header = 'auto', leaveOut, every = 1, json } = flags
  const { name, files } = await localFiles(path)
  if (labels !== undefined) files.push(...(await localFiles(labels)).files)
  let interrupted = false
  try {
    const imported = await withClient(flags.home, async (client) => {
      // What is under way ends with the connection.
      const stopListening = onInterrupt(() => {
        interrupted = true
        client.close()
      })
      try {
        return await importFiles(client, flags.name ?? name, files, { header, leaveOut, every })
      } finally {
        stopListening()
      }
    })
    if (json) print(JSON.stringify(imported))
    else for (const line of importLines(imported)) print(line)
    return exitCodes.done
  } catch (error) {
    if (!interrupted) throw error
    say('The import was stopped; nothing of it is kept.')
    return exitCodes.interrupted
  }
}

function listedLine(one: DataSet): string {
  const runs = `${count(one.runs)} ${one.runs === 1 ? 'run' : 'runs'}`
  return `${shortHash(one.hash)}  ${one.name}  ${describeData(one)}  ${count(one.bytes)} bytes  ${runs}  ${moment(one.createdAt)}`
}

/** `ganbench data list`. */
export async function dataListCommand({ home, json }: HomeFlags): Promise<number> {
  const sets = await withClient(home, (client) => client.call('data.list', {}))
  if (json) print(JSON.stringify(sets))
  else if (sets.length === 0) print('No data is kept. Import some with: ganbench data import <file or folder>')
  else for (const one of sets) print(listedLine(one))
  return exitCodes.done
}

/** The data meant by the start of its hash or its name. Throws not-found, or bad-input where it may be several. */
async function findData(client: WorkbenchClient, text: string): Promise<DataSet> {
  const sets = await client.call('data.list', {})
  const named = sets.filter(({ name }) => name === text)
  const found = named.length > 0 ? named : sets.filter(({ hash }) => text !== '' && hash.startsWith(text.toLowerCase()))
  const [only] = found
  if (only && found.length === 1) return only
  if (found.length > 1) {
    const hashes = found.map(({ hash }) => shortHash(hash)).join(', ')
    throw new WorkbenchError(
      'bad-input',
      `“${text}” may be ${found.length} data sets: ${hashes}. Use the digits of one.`,
    )
  }
  throw new WorkbenchError('not-found', `There is no data “${text}”. See “ganbench data list” for what is kept.`)
}

/** `ganbench data remove`: only what no run names. */
export async function dataRemoveCommand(text: string, { home }: HomeFlags): Promise<number> {
  const removed = await withClient(home, async (client) => {
    const found = await findData(client, text)
    await client.call('data.remove', { hash: found.hash })
    return found
  })
  say(`“${removed.name}” (${shortHash(removed.hash)}) was deleted.`)
  return exitCodes.done
}
