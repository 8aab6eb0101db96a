import { createCanvas } from '@napi-rs/canvas'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DataSet, ImportedData } from '../../src/contract/dataSet.ts'
import { temporaryFolder } from '../workbench/home/homes.ts'
import { ganbench, jsonLines } from './ganbench.ts'

const table = ['height;weight', ...Array.from({ length: 300 }, (_, i) => `${150 + (i % 40)},5;${50 + (i % 30)}`)]

const dense = (units: number, activation = 'linear') => ({ dense: units, activation })
const recipe = {
  name: 'Heights',
  data: { kind: 'table', file: 'tables/people.csv', points: 250 },
  generator: [dense(8, 'relu'), dense(2)],
  discriminator: [dense(8, 'relu'), dense(1)],
  loss: { kind: 'nonSaturating' },
  optimizers: {
    generator: { kind: 'adam', learningRate: 0.001 },
    discriminator: { kind: 'adam', learningRate: 0.001 },
  },
  schedule: { steps: 20, batch: 32 },
}

function folderOfMine(): { home: string; folder: string } {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'tables'))
  writeFileSync(join(folder, 'tables', 'people.csv'), table.join('\n'))
  writeFileSync(join(folder, 'mine.json'), JSON.stringify(recipe))
  return { home: join(folder, 'home'), folder }
}

describe('ganbench data', { timeout: 60_000 }, () => {
  it('imports, lists and removes', async () => {
    const { home, folder } = folderOfMine()
    const people = join(folder, 'tables', 'people.csv')
    const first = await ganbench(home, 'data', 'import', people, '--json')
    const { dataSet, isNew } = JSON.parse(first.out) as ImportedData
    expect([first.code, isNew, dataSet.name, dataSet.count]).toEqual([0, true, 'people.csv', 300])
    const second = await ganbench(home, 'data', 'import', people)
    expect(second.out).toContain('Kept already, so nothing was added')
    expect(second.out).toContain('Read with semicolons between columns and decimal commas, the first line as names.')
    expect(second.out).toContain('height\t150.5 … 189.5')
    const listed = await ganbench(home, 'data', 'list', '--json')
    expect((JSON.parse(listed.out) as DataSet[]).map(({ hash }) => hash)).toEqual([dataSet.hash])
    const removed = await ganbench(home, 'data', 'remove', dataSet.hash.slice(0, 6))
    expect([removed.code, removed.err]).toEqual([0, `“people.csv” (${dataSet.hash.slice(0, 12)}) was deleted.\n`])
    expect((await ganbench(home, 'data', 'list')).out).toContain('No data is kept.')
  })

  it('imports the images of a folder, and refuses them by name', async () => {
    const { home, folder } = folderOfMine()
    const images = join(folder, 'images')
    mkdirSync(join(images, 'more'), { recursive: true })
    const write = (name: string, width: number) =>
      writeFileSync(join(images, name), createCanvas(width, 5).toBuffer('image/png'))
    write('b.png', 4)
    write(join('more', 'a.png'), 4)
    writeFileSync(join(images, '.hidden.png'), 'nothing')
    writeFileSync(join(images, 'notes.txt'), 'nothing')
    const { out } = await ganbench(home, 'data', 'import', `${images}/`, '--json')
    expect((JSON.parse(out) as ImportedData).dataSet).toMatchObject({
      name: 'images',
      count: 2,
      shape: { kind: 'images', width: 4, height: 5 },
    })
    write(join('more', 'c.png'), 6)
    const refused = await ganbench(home, 'data', 'import', images)
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toBe(
      'ganbench: more/c.png is 6 × 5 pixels; those before it are 4 × 5: bring all to one size first. Nothing was imported.\n',
    )
    const empty = await ganbench(home, 'data', 'import', join(folder, 'tables'))
    expect(empty.err).toContain('holds no images (PNG or JPEG).')
  })

  it('trains a recipe whose data is a file, seen from the recipe’s own folder', async () => {
    const { home, folder } = folderOfMine()
    const trained = await ganbench(home, 'run', join(folder, 'mine.json'), '--engine', 'cpu', '--json')
    expect(trained.code).toBe(0)
    expect(trained.err).toContain('Imported “people.csv”: 2 columns, 300 rows')
    const [begun, ...more] = jsonLines(trained.out)
    expect(begun).toMatchObject({
      recipe: { data: { name: 'people.csv', columns: ['height', 'weight'], points: 250 } },
    })
    expect(more.at(-1)).toMatchObject({ type: 'done', state: 'finished' })
    const samples = await ganbench(home, 'export', 'Heights', '--what', 'samples', '-o', '-')
    expect(samples.out.split('\n')[0]).toBe('height,weight')
    const kept = await ganbench(home, 'data', 'remove', 'people.csv')
    expect([kept.code, kept.err]).toEqual([
      1,
      'ganbench: “people.csv” is the data of “Heights”: delete that run for good first; nothing was deleted\n',
    ])
  })

  it('says what is wrong with a file, with its line, and makes no run', async () => {
    const { home, folder } = folderOfMine()
    writeFileSync(join(folder, 'tables', 'people.csv'), [...table, '170,5;heavy'].join('\n'))
    const refused = await ganbench(home, 'run', join(folder, 'mine.json'))
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toBe(
      'ganbench: people.csv, line 302, column “weight”: “heavy” is not a number. Nothing was imported; ' +
        '“ganbench data import” with --leave-out "weight" would do without.\n',
    )
    writeFileSync(join(folder, 'mine.json'), JSON.stringify({ ...recipe, data: { kind: 'table', file: 'gone.csv' } }))
    const absent = await ganbench(home, 'run', join(folder, 'mine.json'))
    expect(absent.err).toContain('gone.csv can’t be read: there is no such file or folder.')
    const images = { ...recipe, data: { kind: 'images', file: 'plain.csv' } }
    writeFileSync(join(folder, 'plain.csv'), '1,2\n3,4\n')
    writeFileSync(join(folder, 'mine.json'), JSON.stringify(images))
    const otherKind = await ganbench(home, 'run', join(folder, 'mine.json'))
    expect(otherKind.err).toMatch(/^ganbench: data\.kind: “plain\.csv” is a table \(fix: Use table\)$/m)
    expect((await ganbench(home, 'data', 'remove', 'plain.csv')).code).toBe(0)
    expect((await ganbench(home, 'runs', '--json')).out).toBe('[]\n')
    expect((await ganbench(home, 'data', 'list', '--json')).out).toBe('[]\n')
  })
})
