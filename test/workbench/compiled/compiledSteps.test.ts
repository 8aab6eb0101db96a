import { createHash } from 'node:crypto'
import * as promises from 'node:fs/promises'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Compiled } from '../../../src/contract/compiled.ts'
import { CompiledSteps, compiledFolder } from '../../../src/workbench/compiled/compiledSteps.ts'
import { decodeEntry, encodeEntry } from '../../../src/workbench/compiled/entryFile.ts'
import { smallRecipe } from '../../engine/recipes.ts'
import { temporaryFolder } from '../home/homes.ts'

vi.mock('node:fs/promises', async (original) => {
  const whole = await original<typeof promises>()
  return { ...whole, utimes: vi.fn(whole.utimes) }
})

let home: string
let engine: URL
let steps: CompiledSteps

/** A folder with code in it, as a bundle lies in one. */
function code(text: string): URL {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'engine.js'), text)
  return pathToFileURL(join(folder, 'engine.js'))
}

beforeEach(() => {
  home = temporaryFolder()
  engine = code('trains')
  steps = new CompiledSteps(home, engine)
})

const model = (name: string, size = 5, value = 1) => ({ name, model: new Uint8Array(size).fill(value) })
const threads = { threads: 2, milliseconds: 3.5 }

const plain = (compiled: Compiled | undefined) =>
  compiled && { ...compiled, models: compiled.models.map((one) => ({ ...one, model: [...one.model] })) }

const files = () => readdirSync(compiledFolder(home)).map((name) => join(compiledFolder(home), name))

test('what was compiled is found again by recipes of the same shape, and by no other', async () => {
  expect(await steps.find(smallRecipe())).toBeUndefined()
  steps.add(smallRecipe(), { threads: null, models: [model('step')] })
  steps.add(smallRecipe(), { threads, models: [] })
  steps.add(smallRecipe({ seed: 9 }), { threads: null, models: [model('generate 256', 3), model('step', 4, 2)] })
  const all = { threads, models: [model('generate 256', 3), model('step', 4, 2)] }
  expect(plain(await steps.find(smallRecipe({ name: 'Other' })))).toEqual(plain(all))
  expect(plain(await new CompiledSteps(home, engine).find(smallRecipe()))).toEqual(plain(all))
  expect(await steps.find(smallRecipe({ generator: [{ dense: 2 }] }))).toBeUndefined()
  expect(await steps.report()).toEqual({
    folder: compiledFolder(home),
    count: 1,
    bytes: statSync(files()[0]!).size,
    threads: [{ threads: 2, count: 1 }],
  })
})

test('other code compiles anew', async () => {
  steps.add(smallRecipe(), { threads, models: [model('step')] })
  await steps.settled()
  expect(await new CompiledSteps(home, code('trains')).find(smallRecipe())).toBeDefined()
  expect(await new CompiledSteps(home, code('trains better')).find(smallRecipe())).toBeUndefined()
  const sources = new URL('../../../src/engine/index.ts', import.meta.url)
  expect(await new CompiledSteps(home, sources).find(smallRecipe())).toBeUndefined()
})

describe('a file that is not as it was written is never used, and goes away', () => {
  const damages: [string, (file: Buffer) => Buffer][] = [
    ['a bit of the model', (file) => ((file[file.length - 1]! ^= 1), file)],
    ['a bit of the header', (file) => ((file[40]! ^= 1), file)],
    ['cut short', (file) => file.subarray(0, file.length - 2)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('{"threads": null, "models": []} and so on, for longer than a checksum')],
  ]
  test.each(damages)('%s', async (_name, damage) => {
    steps.add(smallRecipe(), { threads, models: [model('step', 100)] })
    await steps.settled()
    const [path] = files() as [string]
    writeFileSync(path, damage(readFileSync(path)))
    expect(await steps.find(smallRecipe())).toBeUndefined()
    expect(files()).toEqual([])
    steps.add(smallRecipe(), { threads: null, models: [model('step', 100)] })
    expect(plain(await steps.find(smallRecipe()))).toEqual(plain({ threads: null, models: [model('step', 100)] }))
  })

  test('another key’s', () => {
    const file = Buffer.from(encodeEntry('one', { threads, models: [model('step')] }))
    expect(decodeEntry('one', file)).toBeDefined()
    expect(decodeEntry('two', file)).toBeUndefined()
  })
})

test('no more is kept than 32 MB: what was used last stays', async () => {
  const recipe = (units: number) => smallRecipe({ generator: [{ dense: units }, { dense: 2 }] })
  const size = 7 * 2 ** 20
  for (let units = 1; units <= 4; units++) steps.add(recipe(units), { threads: null, models: [model('step', size)] })
  await steps.settled()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await steps.find(recipe(1))).toBeDefined()
  await new Promise((resolve) => setTimeout(resolve, 20))
  steps.add(recipe(5), { threads: null, models: [model('step', size)] })
  await steps.settled()
  const found = await Promise.all([1, 2, 3, 4, 5].map((units) => steps.find(recipe(units))))
  expect(found.map((one) => one !== undefined)).toEqual([true, false, true, true, true])
  // One that would push out most others is not kept at all.
  steps.add(recipe(6), { threads: null, models: [model('step', 10 * 2 ** 20)] })
  expect(await steps.find(recipe(6))).toBeUndefined()
  expect((await steps.report()).count).toBe(4)
})

test('where nothing can be kept, that is told once and nothing else happens', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  mkdirSync(home, { recursive: true })
  writeFileSync(compiledFolder(home), 'a file')
  steps.add(smallRecipe(), { threads, models: [] })
  steps.add(smallRecipe(), { threads, models: [] })
  await steps.settled()
  expect(await steps.find(smallRecipe())).toBeUndefined()
  expect(await steps.report()).toEqual({ folder: compiledFolder(home), count: 0, bytes: 0, threads: [] })
  expect(written.mock.calls.flat()).toEqual([
    expect.stringMatching(/^ganbench: compiled steps can’t be kept in .*compiled \(there is a file of that name\)/),
  ])
  written.mockRestore()
})

test('a file of another account’s, whose time can’t be set, is used all the same', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  steps.add(smallRecipe(), { threads, models: [model('step')] })
  await steps.settled()
  vi.mocked(promises.utimes).mockRejectedValueOnce(Object.assign(new Error('no'), { code: 'EPERM' }))
  expect(plain(await steps.find(smallRecipe()))).toEqual(plain({ threads, models: [model('step')] }))
  expect(written).not.toHaveBeenCalled()
  written.mockRestore()
})

test('code that can’t be read is told once, and nothing is found', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const unread = new CompiledSteps(home, pathToFileURL(join(home, 'nowhere', 'engine.js')))
  unread.add(smallRecipe(), { threads, models: [model('step')] })
  expect(await unread.find(smallRecipe())).toBeUndefined()
  expect(written).toHaveBeenCalledTimes(1)
  written.mockRestore()
})

test('what other code wrote in another form is counted, and its threads are not known', async () => {
  steps.add(smallRecipe(), { threads, models: [model('step')] })
  await steps.settled()
  const header = Buffer.from(JSON.stringify({ key: 'one', form: 2 }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  const content = Buffer.concat([length, header])
  const checksum = createHash('sha256').update(content).digest()
  writeFileSync(join(compiledFolder(home), 'one.compiled'), Buffer.concat([checksum, content]))
  expect(await steps.report()).toMatchObject({ count: 2, threads: [{ threads: 2, count: 1 }] })
})
