import { mostExamples, mostImageBytes } from '../../contract/dataSet.ts'
import { WorkbenchError } from '../../contract/errors.ts'
import { mostImageSide } from '../../contract/recipe/data.ts'
import { BytePieces } from './bytePieces.ts'
import { imageFacts, looksLikeImage, otherImage } from './imageFile.ts'
import { tooMany } from './limits.ts'
import type { DataReader, ReadData, ReaderSource, ReadPiece } from './reader.ts'

/** Bytes of one image file: no image of at most 128 × 128 pixels comes near. */
const mostFileBytes = 1 << 24

const problem = (what: string) => new WorkbenchError('bad-input', what)

interface Grey {
  pixels: Uint8Array
  coloured: boolean
}

/** Shades by Rec. 601's weights; what is transparent lies on white. */
function greyOf(rgba: Uint8ClampedArray): Grey {
  const pixels = new Uint8Array(rgba.length / 4)
  let coloured = false
  for (let i = 0; i < pixels.length; i++) {
    const [red, green, blue] = [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!]
    pixels[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
    // JPEG gives grey ones a breath of colour.
    coloured ||= Math.max(red, green, blue) - Math.min(red, green, blue) > 8
  }
  return { pixels, coloured }
}

async function decode(bytes: Uint8Array, width: number, height: number): Promise<Grey> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const image = await loadImage(bytes).catch((error: unknown) => {
    throw problem(`can’t be decoded: ${error instanceof Error ? error.message : String(error)}`)
  })
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0)
  return greyOf(context.getImageData(0, 0, width, height).data)
}

/** Reads image files, PNG or JPEG, all of one size, made grey. */
export class ImagesReader implements DataReader {
  readonly #source: ReaderSource
  #file: Uint8Array[] = []
  #fileBytes = 0
  #files = 0
  #first: { width: number; height: number } | undefined
  #pieces: BytePieces | undefined
  #coloured = 0
  count = 0

  constructor(source: ReaderSource) {
    this.#source = source
  }

  async *take(_file: string, bytes: Uint8Array, last: boolean): AsyncGenerator<ReadPiece> {
    this.#fileBytes += bytes.length
    if (this.#fileBytes > mostFileBytes)
      throw problem(`is larger than ${mostFileBytes >> 20} MB: this is no image to learn from`)
    this.#file.push(bytes)
    if (!last) return
    const whole = Buffer.concat(this.#file)
    this.#file = []
    this.#fileBytes = 0
    const size = this.#check(whole)
    if (this.#files++ % this.#source.options.every !== 0) return
    await this.#add(whole, size)
    yield* this.#pieces!.take()
  }

  finish(): { pieces: ReadPiece[]; read: ReadData } {
    if (this.count < 2) throw problem('is one image only; at least two are needed')
    const notes: string[] = []
    if (this.#coloured > 0) {
      const which = this.#coloured === this.count ? 'The images are' : `${this.#coloured} of ${this.count} images are`
      notes.push(`${which} in colour: they were made grey.`)
    }
    const { every } = this.#source.options
    if (every > 1) notes.push(`Of ${this.#files} images one in ${every} was kept.`)
    const { width, height } = this.#first!
    return {
      pieces: this.#pieces!.rest(),
      read: { shape: { kind: 'images', width, height, labelled: false }, count: this.count, notes },
    }
  }

  /** The size of an image file. Throws where it is none, or not of the size of those before it. */
  #check(bytes: Uint8Array): { width: number; height: number } {
    if (!looksLikeImage(bytes)) {
      const kind = otherImage(bytes)
      throw problem(kind ? `is ${kind}: save it as PNG or JPEG` : 'is no image (PNG or JPEG)')
    }
    const facts = imageFacts(bytes)
    if (!facts?.whole) throw problem('is cut short')
    const { width, height } = facts
    if (width > mostImageSide || height > mostImageSide || width < 1 || height < 1) {
      throw problem(
        `is ${width} × ${height} pixels; at most ${mostImageSide} × ${mostImageSide} can be learnt: make it smaller first`,
      )
    }
    this.#first ??= { width, height }
    const { width: w, height: h } = this.#first
    if (w !== width || h !== height) {
      throw problem(`is ${width} × ${height} pixels; those before it are ${w} × ${h}: bring all to one size first`)
    }
    return { width, height }
  }

  async #add(bytes: Uint8Array, { width, height }: { width: number; height: number }): Promise<void> {
    const most = Math.min(mostExamples, Math.floor(mostImageBytes / (width * height)))
    if (this.count === most) throw tooMany(this.#source, 'images', most, ` of ${width} × ${height} pixels`)
    const { pixels, coloured } = await decode(bytes, width, height)
    this.#pieces ??= new BytePieces('values', pixels.length)
    this.#pieces.add(pixels)
    this.count++
    if (coloured) this.#coloured++
  }
}
