import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isOnScreen } from '../../src/main/isOnScreen.ts'
import { openKeptFile } from '../../src/main/keptFile.ts'
import { readArguments, readInstanceNote } from '../../src/main/launchOptions.ts'
import { readRecipeFile } from '../../src/serve/recipeFiles.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'desktop-files-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a kept file', () => {
  const open = () => openKeptFile(join(folder, 'kept.json'), z.object({ size: z.number() }), { size: 1 }, 'the size')

  it('begins with its defaults and gives back what was written', () => {
    expect(open()).toMatchObject({ value: { size: 1 }, note: null })
    open().write({ size: 7 })
    expect(open()).toMatchObject({ value: { size: 7 }, note: null })
  })

  it.each(['', '{"size":', '{"size":"large"}', 'null', '[]'])('that holds %j is the default, said and kept', (text) => {
    writeFileSync(join(folder, 'kept.json'), text)
    const { value, note } = open()
    expect(value).toEqual({ size: 1 })
    expect(note).toContain('kept.json could not be read, so the size is back at its default')
    expect(readFileSync(join(folder, 'kept.json.unreadable'), 'utf8')).toBe(text)
    open().write({ size: 2 })
    expect(open()).toMatchObject({ value: { size: 2 }, note: null })
  })
})

describe('what the app is started with', () => {
  it('takes recipes and the home from among the switches', () => {
    const args = ['--no-sandbox', '--inspect=0', '/app', 'one.json', '--home=runs', '/abs/TWO.JSON', 'picture.png']
    expect(readArguments(args, '/folder')).toEqual({
      home: '/folder/runs',
      files: ['/folder/one.json', '/abs/TWO.JSON'],
      starter: undefined,
    })
    expect(readArguments(['--starter=12', '/app', '--starter=x'], '/folder').starter).toBe(12)
    expect(readArguments(['file:///abs/my%20ring.json', 'file://elsewhere/x.json'], '/folder').files).toEqual([
      '/abs/my ring.json',
      '/folder/file:/elsewhere/x.json',
    ])
    expect(readArguments([], '/folder')).toEqual({ home: undefined, files: [], starter: undefined })
  })

  it('takes from another instance a list of files and nothing else', () => {
    expect(readInstanceNote({ files: ['/a.json'] })).toEqual(['/a.json'])
    for (const odd of [null, undefined, 'a.json', { files: 'a' }, { files: [1] }])
      expect(readInstanceNote(odd)).toEqual([])
  })
})

describe('a recipe file', () => {
  it('is read as it is', async () => {
    const file = join(folder, 'my.json')
    writeFileSync(file, '{"name":"Mine"}')
    expect(await readRecipeFile(file)).toEqual({ kind: 'recipe', name: 'my.json', text: '{"name":"Mine"}' })
  })

  it.each([
    ['gone.json', () => {}, 'there is no such file'],
    ['large.json', (file: string) => writeFileSync(file, Buffer.alloc(1_000_001)), 'too large to be a recipe'],
  ])('that is no recipe, %s, is a sentence', async (name, make, why) => {
    make(join(folder, name))
    const order = await readRecipeFile(join(folder, name))
    expect(order.kind).toBe('note')
    expect(order).toMatchObject({ text: expect.stringContaining(why) as string })
    expect(existsSync(join(folder, `${name}.part`))).toBe(false)
  })

  it('that is a folder is a sentence', async () => {
    expect(await readRecipeFile(folder)).toMatchObject({
      kind: 'note',
      text: expect.stringContaining('a folder') as string,
    })
  })
})

describe('a window’s place', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const at = (x: number, y: number) => isOnScreen({ x, y, width: 1200, height: 800 }, [screen])

  it('is taken back where it can be seen and moved, and nowhere else', () => {
    expect([at(0, 0), at(-1100, 10), at(1820, 980)]).toEqual([true, true, true])
    expect([at(-1101, 10), at(1821, 0), at(0, -1), at(0, 981), at(4000, 0)]).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it('is taken back on a second screen', () => {
    expect(isOnScreen({ x: 2000, y: 50, width: 800, height: 600 }, [screen, { ...screen, x: 1920 }])).toBe(true)
  })
})
