import { CsvWriter, singleText } from './csv.ts'

/** Fresh examples, n × width, as CSV: columns x and y for points, pixel_0 … for images (−1 black … 1 white). */
export function samplesCsv(samples: Float32Array, width: number): Uint8Array {
  const csv = new CsvWriter()
  csv.row(width === 2 ? ['x', 'y'] : Array.from({ length: width }, (_, i) => `pixel_${i}`))
  for (let at = 0; at < samples.length; at += width) {
    csv.row(Array.from(samples.subarray(at, at + width), singleText))
  }
  return csv.bytes()
}
