/** Characters that fit on a line of the JSON panel. */
const width = 48

type Entry = readonly [label: string, value: unknown]

function entriesOf(value: object): Entry[] {
  if (Array.isArray(value)) return value.map((one): Entry => ['', one])
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]): Entry => [`${JSON.stringify(key)}: `, one])
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

function onOneLine(value: unknown): string {
  if (!isContainer(value)) return JSON.stringify(value) ?? 'null'
  const inner = entriesOf(value).map(([label, one]) => label + onOneLine(one))
  if (Array.isArray(value)) return `[${inner.join(', ')}]`
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`
}

/** `used` characters stand on the line already; `indent` is that of the line. */
function write(value: unknown, indent: string, used: number): string {
  const line = onOneLine(value)
  if (!isContainer(value) || (used > 0 && used + line.length < width)) return line
  const deeper = `${indent}  `
  const inner = entriesOf(value).map(
    ([label, one]) => deeper + label + write(one, deeper, deeper.length + label.length),
  )
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${inner.join(',\n')}\n${indent}${close}`
}

/** A recipe as JSON text, as the panel shows it and files keep it: what fits on a line stays on one. */
export function formatRecipe(value: unknown): string {
  return write(value, '', 0)
}
