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

const isList = (value: unknown): value is unknown[] => Array.isArray(value)

/** Short lists of a list, such as points, beside each other as far as there is room. */
function packed(lists: readonly unknown[], indent: string): string {
  const lines = ['']
  for (const text of lists.map(onOneLine)) {
    const line = lines.at(-1)!
    if (line !== '' && indent.length + line.length + 2 + text.length >= width) lines.push(text)
    else lines[lines.length - 1] = line === '' ? text : `${line}, ${text}`
  }
  return lines.map((line) => indent + line).join(',\n')
}

/** `used` characters stand on the line already; `indent` is that of the line. */
function write(value: unknown, indent: string, used: number): string {
  const line = onOneLine(value)
  if (!isContainer(value) || (used > 0 && used + line.length < width)) return line
  const deeper = `${indent}  `
  if (isList(value) && value.every(isList)) return `[\n${packed(value, deeper)}\n${indent}]`
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
