import type { z } from 'zod'

/** What a schema's type is called where people read it. */
const nouns: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text in quotes',
  boolean: 'true or false',
  object: 'an object in braces',
  array: 'a list in brackets',
  tuple: 'a list in brackets',
}

const noun = (type: string) => nouns[type] ?? type

/** A value as it stands in the recipe, cut short. */
export function describe(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (value === undefined) return 'missing'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 40 ? `${text.slice(0, 37)}…` : text
}

/** Choices as a sentence has them: “a”, “b” or “c”. */
export function choices(values: readonly unknown[]): string {
  const quoted = values.map((value) => (typeof value === 'string' ? `“${value}”` : String(value)))
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`
}

type BoundIssue = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig

/** The limit that was passed. */
export const limitOf = (issue: BoundIssue) => Number(issue.code === 'too_small' ? issue.minimum : issue.maximum)

function outOfBounds(issue: BoundIssue, given: unknown): string {
  const limit = limitOf(issue)
  const least = issue.code === 'too_small'
  if (issue.origin === 'array') {
    const network = ['generator', 'discriminator', 'encoder', 'decoder'].includes(String(issue.path.at(-1)))
    const [one, many] = network ? ['layer', 'layers'] : ['entry', 'entries']
    const what = `${limit} ${limit === 1 ? one : many}`
    return least ? `needs at least ${what}` : `has more than ${what}`
  }
  if (issue.origin === 'string') return least ? 'must not be empty' : `is longer than ${limit} characters`
  const exclusive = issue.inclusive === false
  const word = least ? (exclusive ? 'greater than' : 'at least') : exclusive ? 'less than' : 'at most'
  return `must be ${word} ${limit}, not ${describe(given)}`
}

/** What is wrong, as the rest of a sentence that begins with the place. */
export function wording(issue: z.core.$ZodIssue, given: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (given === undefined) return `is missing; expected ${noun(issue.expected)}`
      if (typeof given === 'number' && !Number.isFinite(given)) return `must be a finite number, not ${given}`
      return `must be ${noun(issue.expected)}, not ${describe(given)}`
    case 'too_small':
    case 'too_big':
      return outOfBounds(issue, given)
    case 'invalid_value':
      return given === undefined
        ? `is missing; expected ${choices(issue.values)}`
        : `must be ${choices(issue.values)}, not ${describe(given)}`
    default:
      return issue.message
  }
}
