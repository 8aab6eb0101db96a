import type { WorkbenchClient } from '../../contract/api.ts'
import { findRun } from '../findRun.ts'
import { withClient } from '../reading.ts'
import { say } from '../terminal.ts'
import { count } from '../words.ts'
import { writeExport } from '../writeFile.ts'

export interface AuditFlags {
  step: number
  output?: string
  home?: string
}

/** Milliseconds between two lines about a long way to the step. */
const tellEvery = 5000

/** Says now and then how far the audit of a run is; returns a function that ends this. */
function tellProgress(client: WorkbenchClient, run: string): () => void {
  let told = Date.now()
  return client.on('run.audit', ({ id, step, at }) => {
    if (id !== run || Date.now() - told < tellEvery) return
    told = Date.now()
    say(`Computing the run again: step ${count(at)} of ${count(step)}`)
  })
}

/** `ganbench audit`: one step with all that entered and left it, to a file or, with `-o -`, to stdout. */
export async function auditCommand(text: string, { step, output, home }: AuditFlags): Promise<number> {
  const { filename, bytes } = await withClient(home, async (client) => {
    const { id } = await findRun(client, text)
    const end = tellProgress(client, id)
    try {
      return await client.call('runs.audit', { id, step })
    } finally {
      end()
    }
  })
  const path = output ?? filename
  await writeExport(path, bytes)
  if (path !== '-')
    say(`Wrote ${path}, ${count(bytes.byteLength)} bytes. Check it with: python3 tools/audit.py ${path}`)
  return 0
}
