import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../tensorflow/place.mjs'

/** What `npm run setup:audit` leaves on this machine: the Python packages that tools/audit.py needs. */
export function auditPlace(env = process.env) {
  const folder = join(cacheFolder(env), 'audit')
  return {
    folder,
    lock: `${folder}.lock`,
    packages: join(folder, 'packages'),
    /** Written last, with the Python that the packages are for. */
    manifest: join(folder, 'manifest.json'),
  }
}

export const requirements = fileURLToPath(new URL('../../tools/requirements.txt', import.meta.url))
