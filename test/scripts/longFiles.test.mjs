import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { longFiles } from '../../scripts/lib/longFiles.mjs'

test('files above the limit are named with their length, stylesheets too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'long-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'long.css'), 'a\n'.repeat(4))
  writeFileSync(join(folder, 'fits.ts'), 'a\n'.repeat(3))
  writeFileSync(join(folder, 'data.csv'), 'a\n'.repeat(9))
  expect(longFiles(dirname(folder), [basename(folder)], 3)).toEqual([`${basename(folder)}/long.css: 4 lines`])
})
