import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DesktopOrder } from '../contract/desktop.ts'

/** No recipe comes near this many bytes; larger files are something else. */
const largest = 1_000_000

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'this account may not read it',
  EPERM: 'this account may not read it',
  EISDIR: 'it is a folder',
}

/** Reads a recipe file for the page; where that can't be done, the order says why instead. Never throws. */
export async function readRecipeFile(path: string): Promise<DesktopOrder> {
  const name = basename(path)
  const refuse = (why: string): DesktopOrder => ({
    kind: 'note',
    text: `${name} could not be opened: ${why}. The draft is as it was.`,
  })
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size > largest) return refuse('it is too large to be a recipe')
      return { kind: 'recipe', name, text: await file.readFile('utf8') }
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return refuse(reasons[code ?? ''] ?? message)
  }
}
