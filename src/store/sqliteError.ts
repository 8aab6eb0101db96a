import { WorkbenchError } from '../contract/errors.ts'

const sentences: readonly (readonly [RegExp, (file: string) => string])[] = [
  [/^SQLITE_NOTADB/, (file) => `${file} is not a workbench library: it is not an SQLite file. It was not changed.`],
  [
    /^SQLITE_CORRUPT/,
    (file) =>
      `The library ${file} is damaged and can’t be read whole. Nothing of it was changed; put a backup in its place, or choose another home.`,
  ],
  [
    /^SQLITE_FULL/,
    (file) => `The disk that holds ${file} is full. What was stored before is safe; free some space and try again.`,
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    (file) =>
      `The library ${file} is in use by another program. Nothing was changed; close that program and try again.`,
  ],
  [
    /^SQLITE_(READONLY|PERM|AUTH)/,
    (file) =>
      `The library ${file} can’t be written to. Nothing was changed; allow writing to it and its folder, or choose another home.`,
  ],
  [
    /^SQLITE_CANTOPEN/,
    (file) =>
      `The library ${file} can’t be opened or made. Nothing was changed; check that its folder exists and can be written to, or choose another home.`,
  ],
  [
    /^SQLITE_IOERR/,
    (file) =>
      `The disk did not read or write the library ${file}. What was stored before is safe as far as the disk is.`,
  ],
]

/** Puts an error of SQLite's into words; every other error comes back as it was. */
export function explainSqliteError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const code = error.code
  const found = sentences.find(([pattern]) => pattern.test(code))
  return found ? new WorkbenchError('unavailable', found[1](file)) : error
}
