import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** What a start of the app was asked for. */
export interface LaunchOptions {
  home: string | undefined
  /** Recipe files to open, absolute. */
  files: string[]
  /** The process that started the app, with which it ends; undefined where a person did. */
  starter: number | undefined
}

/** Linux's file managers name files as addresses, terminals as paths: what is no address of a file is a path. */
function pathOf(file: string, folder: string): string {
  try {
    return fileURLToPath(file)
  } catch {
    return resolve(folder, file)
  }
}

/**
 * Reads `[--home=folder] [--starter=process] [recipe.json …]`; switches of Electron and Chromium among them are passed over.
 * `args` begins after the executable and, while not packaged, after the app's own folder.
 */
export function readArguments(args: readonly string[], folder: string): LaunchOptions {
  const home = args.findLast((arg) => arg.startsWith('--home='))?.slice('--home='.length)
  const files = args.filter((arg) => !arg.startsWith('-') && /\.json$/i.test(arg)).map((file) => pathOf(file, folder))
  const starter = args.map((arg) => /^--starter=(\d+)$/.exec(arg)?.[1]).findLast(Boolean)
  return { home: home ? resolve(folder, home) : undefined, files, starter: starter ? Number(starter) : undefined }
}

const noteSchema = z.object({ files: z.array(z.string()).max(100) })

/** What a second instance passes on to the first; it comes from another process, so it is checked. */
export function readInstanceNote(note: unknown): string[] {
  return noteSchema.safeParse(note).data?.files ?? []
}
