import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readLicences } from '../../src/workbench/licences.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'licences-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (text: string) => {
  const file = join(folder, 'licences.json')
  writeFileSync(file, text)
  return readLicences(pathToFileURL(file))
}

it('reads the list that the build left', async () => {
  const notices = [{ name: 'zod', version: '4.6.7', licence: 'MIT', text: 'may be used', note: null }]
  expect(await read(JSON.stringify(notices))).toEqual(notices)
})

it.each(['', '{}', '[{"name":"zod"}]'])('says what to do where it is not one: %s', async (text) => {
  await expect(read(text)).rejects.toThrow(/^the list of licences can’t be read from .*; build or install/)
})
