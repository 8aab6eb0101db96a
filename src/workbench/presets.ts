import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Preset } from '../contract/api.ts'

const presetSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** Where it stands in the gallery. */
  order: z.number(),
  recipe: z.unknown(),
})

/** The presets of resources/recipes, in the gallery's order. */
export async function readPresets(resources: URL): Promise<Preset[]> {
  const folder = new URL('recipes/', resources)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
  const presets = await Promise.all(
    files.map(async (file) => presetSchema.parse(JSON.parse(await readFile(new URL(file, folder), 'utf8')))),
  )
  return presets
    .sort((a, b) => a.order - b.order)
    .map(({ id, title, summary, recipe }) => ({ id, title, summary, recipe }))
}
