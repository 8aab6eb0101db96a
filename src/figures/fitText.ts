import type { Context } from './canvas.ts'

/** `text`, shortened in the middle until it is at most `width` wide in the context's font. */
export function fitText(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  for (let kept = text.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2)
    const short = `${text.slice(0, head).trimEnd()}…${text.slice(text.length - (kept - head)).trimStart()}`
    if (context.measureText(short).width <= width) return short
  }
  return '…'
}
