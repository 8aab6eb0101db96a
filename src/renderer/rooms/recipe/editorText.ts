import type { JsonLine } from './jsonLines.ts'

/** Puts the lines into the editor's element, one child each. */
export function showLines(editor: HTMLElement, lines: readonly JsonLine[]): void {
  editor.replaceChildren(
    ...lines.map(({ tokens, issues }) => {
      const line = document.createElement('div')
      line.className = issues.length > 0 ? 'line bad' : 'line'
      for (const { text, kind, bad } of tokens) {
        const token = document.createElement('span')
        token.className = bad ? `json-${kind} wavy` : `json-${kind}`
        token.textContent = text
        line.append(token)
      }
      // An empty block has no height and can't hold the caret.
      if (tokens.length === 0) line.append(document.createElement('br'))
      return line
    }),
  )
}

/** The text that the editor's element holds now. */
export function readText(editor: HTMLElement): string {
  return [...editor.children].map((line) => line.textContent).join('\n')
}

/** A place in the page as an offset into the editor's text. */
export function offsetOf(editor: HTMLElement, node: Node, at: number): number {
  let index = [...editor.children].findIndex((line) => line.contains(node))
  let within = 0
  if (index < 0) index = node === editor ? at : 0
  else {
    const range = document.createRange()
    range.setStart(editor.children[index]!, 0)
    range.setEnd(node, at)
    within = range.toString().length
  }
  const before = [...editor.children].slice(0, index)
  const start = before.reduce((sum, line) => sum + (line.textContent?.length ?? 0) + 1, 0)
  return Math.min(start + within, readText(editor).length)
}

/** The selection as offsets into the text, or null while it is elsewhere. */
export function selectionIn(editor: HTMLElement): [number, number] | null {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0 || !editor.contains(selection.anchorNode)) return null
  const range = selection.getRangeAt(0)
  return [
    offsetOf(editor, range.startContainer, range.startOffset),
    offsetOf(editor, range.endContainer, range.endOffset),
  ]
}

function place(editor: HTMLElement, offset: number): [Node, number] {
  let left = offset
  for (const line of editor.children) {
    const length = line.textContent?.length ?? 0
    if (left > length) {
      left -= length + 1
      continue
    }
    for (const token of line.childNodes) {
      const text = token.firstChild
      const size = token.textContent?.length ?? 0
      if (text && left <= size) return [text, left]
      left -= size
    }
    return [line, 0]
  }
  return [editor, editor.childNodes.length]
}

/** Selects the text between two offsets. */
export function selectIn(editor: HTMLElement, from: number, to = from): void {
  document.getSelection()?.setBaseAndExtent(...place(editor, from), ...place(editor, to))
}
