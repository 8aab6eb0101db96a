import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const recordSchema = z.object({
  pid: z.number().int(),
  shell: z.enum(['desktop', 'serve', 'terminal']),
  startedAt: z.number(),
  /** Socket or named pipe; null until the owner can answer. */
  address: z.string().nullable(),
})

/** What the owner of a home tells the others about itself, in `owner.json`. */
export type OwnerRecord = z.infer<typeof recordSchema>

const fileOf = (home: string) => join(home, 'owner.json')

/** Replaced in one move, so that nobody reads half of it. */
export function writeRecord(home: string, record: OwnerRecord): void {
  const draft = join(home, `owner.${process.pid}.tmp`)
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 })
  renameSync(draft, fileOf(home))
}

/** The record of the owner, or of one that was killed; null where there is none that can be read. */
export function readRecord(home: string): OwnerRecord | null {
  let text: string
  try {
    text = readFileSync(fileOf(home), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return recordSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // Not JSON: written by something else. The lock decides who owns the home, not this file.
    return null
  }
}

export function removeRecord(home: string): void {
  rmSync(fileOf(home), { force: true })
}
