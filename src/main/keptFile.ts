import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { z } from 'zod'

/** A small JSON file with a schema. What can't be read never stops the app: it goes on with the defaults. */
export interface KeptFile<T> {
  value: T
  /** What is to be told of the file that was found, or null where all is well. */
  note: string | null
  /** Writes in one move. Throws where the folder can't be written. */
  write(value: T): void
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return schema.parse(JSON.parse(text))
}

/**
 * Opens such a file; `what` names it in the note, such as "the window's place". A file that can't be read is kept
 * beside it under another name.
 */
export function openKeptFile<T>(file: string, schema: z.ZodType<T>, defaults: T, what: string): KeptFile<T> {
  const write = (value: T) => {
    const draft = `${file}.${process.pid}.tmp`
    writeFileSync(draft, JSON.stringify(value))
    renameSync(draft, file)
  }
  try {
    return { value: read(file, schema) ?? defaults, note: null, write }
  } catch {
    const kept = `${file}.unreadable`
    copyFileSync(file, kept)
    const note = `${basename(file)} could not be read, so ${what} is back at its default. Your runs are not touched; the file is kept as ${basename(kept)}.`
    return { value: defaults, note, write }
  }
}
