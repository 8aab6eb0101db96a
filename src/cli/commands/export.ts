import { extname } from 'node:path'
import { exportSchema, type ExportRequest } from '../../contract/api.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { findRun } from '../findRun.ts'
import { withClient } from '../reading.ts'
import { say } from '../terminal.ts'
import { count } from '../words.ts'
import { writeExport } from '../writeFile.ts'

export interface ExportFlags {
  what: ExportRequest['what']
  format?: string
  step?: number
  figure?: string
  theme?: string
  count?: number
  output?: string
  home?: string
}

const formats: Record<ExportRequest['what'], readonly [string, ...string[]]> = {
  checkpoint: ['safetensors'],
  metrics: ['csv'],
  figure: ['png', 'svg'],
  samples: ['csv'],
  moments: ['csv'],
}

/** The format asked for, or the output file's, or the usual one. */
function chooseFormat({ what, format, output = '' }: ExportFlags): string {
  const known = formats[what]
  if (format !== undefined) {
    if (known.includes(format)) return format
    throw new WorkbenchError(
      'bad-input',
      `A run’s ${what} can’t be written as “${format}”, only as ${known.join(' or ')}.`,
    )
  }
  const extension = extname(output).slice(1).toLowerCase()
  return known.includes(extension) ? extension : known[0]
}

function readRequest(flags: ExportFlags): ExportRequest {
  const { what, step, figure, theme, count: fresh } = flags
  const parsed = exportSchema.safeParse({ what, format: chooseFormat(flags), step, figure, theme, count: fresh })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WorkbenchError('bad-input', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`)
}

/** `ganbench export`: one thing of one run, to a file or, with `-o -`, to stdout. */
export async function exportCommand(text: string, flags: ExportFlags): Promise<number> {
  const request = readRequest(flags)
  const { filename, bytes } = await withClient(flags.home, async (client) => {
    const { id } = await findRun(client, text)
    return client.call('runs.export', { id, request })
  })
  const path = flags.output ?? filename
  await writeExport(path, bytes)
  if (path !== '-') say(`Wrote ${path}, ${count(bytes.byteLength)} bytes.`)
  return 0
}
