import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { LicenceNotice } from '../contract/api.ts'
import { WorkbenchError } from '../contract/errors.ts'

const noticesSchema = z.array(
  z.object({
    name: z.string(),
    version: z.string().nullable(),
    licence: z.string(),
    text: z.string(),
    note: z.string().nullable(),
  }),
)

/** The list that the build left at `file`. Throws unavailable where there is none. */
export async function readLicences(file: URL): Promise<LicenceNotice[]> {
  try {
    return noticesSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    throw new WorkbenchError(
      'unavailable',
      `the list of licences can’t be read from ${fileURLToPath(file)}; build or install the workbench again`,
    )
  }
}
