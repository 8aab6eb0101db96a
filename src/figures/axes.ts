import type { Axes } from '../contract/picture.ts'
import { formatNumber } from './numbers.ts'

/** What the two directions of a picture are called. */
export function axisNames(axes: Axes): readonly [string, string] {
  return axes.kind === 'columns' ? axes.names : ['1st principal axis', '2nd principal axis']
}

const percent = (share: number) => `${formatNumber(100 * share, 2)} %`

/** What a picture shows of rows of more than two numbers; null where it shows them whole. */
export function axesSentence(axes: Axes | undefined): string | null {
  if (!axes || axes.of === 2) return null
  if (axes.kind === 'columns') {
    return `Shown: “${axes.names[0]}” and “${axes.names[1]}”, the first two of ${axes.of} columns.`
  }
  const [first, second] = axes.shares
  return `Shown: the two directions in which the ${axes.of} columns vary most, ${percent(first)} and ${percent(second)} of their variance.`
}
