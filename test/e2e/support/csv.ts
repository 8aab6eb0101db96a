export interface Csv {
  header: string[]
  rows: string[][]
  column(name: string): (number | undefined)[]
}

/** Reads the workbench's CSV; an empty cell is undefined. */
export function parseCsv(text: string): Csv {
  const lines = text.trimEnd().split(/\r?\n/)
  const header = lines[0]?.split(',') ?? []
  const rows = lines.slice(1).map((line) => line.split(','))
  return {
    header,
    rows,
    column(name) {
      const index = header.indexOf(name)
      if (index < 0) throw new Error(`no column ${name} in ${header.join(', ')}`)
      return rows.map((row) => (row[index] === '' ? undefined : Number(row[index])))
    },
  }
}
