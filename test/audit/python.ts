import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
// @ts-expect-error: a script without types
import { auditPlace } from '../../scripts/audit/place.mjs'

const script = fileURLToPath(new URL('../../tools/audit.py', import.meta.url))
const place = (auditPlace as () => { manifest: string; packages: string })()
const required = (process.env['GANBENCH_REQUIRE'] ?? '').split(',').includes('audit')

/** Whether tools/audit.py can be run here, or has to be. */
export const canCheck = existsSync(place.manifest) || required
if (!canCheck) {
  process.stderr.write('Tests of tools/audit.py are skipped: its packages are missing. Run npm run setup:audit.\n')
}

/** What tools/audit.py found in one file. */
export interface Checked {
  file: string
  agrees?: boolean
  groups?: Record<string, { tensor: string; difference: number; beyond: number }>
  problem?: string
}

/** Checks files in one Python process, in their order. */
export async function checkFiles(files: readonly string[]): Promise<{ code: number; checked: Checked[] }> {
  const { python } = JSON.parse(readFileSync(place.manifest, 'utf8')) as { python: string }
  const env = { ...process.env, PYTHONPATH: place.packages, JAX_PLATFORMS: 'cpu' }
  const run = promisify(execFile)(python, [script, '--json', ...files], { env, maxBuffer: 1 << 26 })
  const { code, stdout } = await run.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string; stderr: string }) => {
      if (![1, 2].includes(error.code) || error.stdout === '') throw new Error(error.stderr)
      return { code: error.code, stdout: error.stdout }
    },
  )
  // Infinity is Python's, not JSON's.
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/\bInfinity\b/g, '1e999'))
  return { code, checked: lines.map((line) => JSON.parse(line) as Checked) }
}
