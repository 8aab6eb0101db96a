/** A CSV of numbers and plain words, as the workbench writes it: nothing in it is quoted. */
export function readTable(bytes: Uint8Array): { header: string[]; rows: string[][] } {
  const [header = [], ...rows] = new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
  return { header, rows }
}
