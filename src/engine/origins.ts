import * as tf from '@tensorflow/tfjs-core'
import { formatPath, type Path } from '../contract/recipe/issues.ts'

type Parts = readonly Path[]

/** Parts of the recipe that are being computed, the innermost last; undefined while nobody asks. */
let open: Parts | undefined
/** Of an error thrown while a part was computed: the parts. */
let failed = new WeakMap<Error, Parts>()

function inParts<T>(parts: Parts, compute: () => T): T {
  const before = open
  const recorded = tf.engine().state.activeTape?.length ?? 0
  open = parts
  try {
    const result = compute()
    attribute(recorded, parts)
    return result
  } catch (error) {
    if (error instanceof Error && !failed.has(error)) failed.set(error, parts)
    throw error
  } finally {
    open = before
  }
}

/** Derivatives of what has been recorded since belong to the same parts, whenever they are taken. */
function attribute(recorded: number, parts: Parts): void {
  for (const node of tf.engine().state.activeTape?.slice(recorded) ?? []) {
    const { gradient } = node
    if (!gradient) continue
    node.gradient = (dys) =>
      inParts(parts, () => {
        const entries = Object.entries(gradient(dys)).map(([name, of]) => [name, () => inParts(parts, of)])
        return Object.fromEntries(entries) as ReturnType<typeof gradient>
      })
  }
}

/** Computes something that a part of the recipe asks for: ["loss"], ["generator", 2]. */
export function inPart<T>(part: Path, compute: () => T): T {
  return open ? inParts([...open, part], compute) : compute()
}

/** The same for a key of the part that is being computed: "activation". */
export function inKey<T>(key: string, compute: () => T): T {
  const part = open?.at(-1)
  return open && part ? inParts([...open.slice(0, -1), [...part, key]], compute) : compute()
}

/** An object whose every function computes something that a part of the recipe asks for. */
export function partOf<T extends object>(part: Path, whole: T): T {
  const entries = Object.entries(whole).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'function') return [name, value]
    return [name, (...given: unknown[]) => inPart(part, () => (value as (...all: unknown[]) => unknown)(...given))]
  })
  return Object.fromEntries(entries) as T
}

/** Keeps track of parts while something is computed. */
export function withOrigins<T>(compute: () => T): T {
  failed = new WeakMap()
  open = []
  try {
    return compute()
  } finally {
    open = undefined
  }
}

/** “discriminator[2].activation”, or with the part that has it computed “discriminator[2].activation (for regularizers[0])”. */
function inWords(parts: Parts): string | null {
  const inner = parts.at(-1)
  if (!inner) return null
  const outer = parts.find((part) => part[0] !== inner[0])
  return outer ? `${formatPath(inner)} (for ${formatPath(outer)})` : formatPath(inner)
}

/** The part of the recipe that is being computed, in words; null where it is none in particular. */
export const currentOrigin = (): string | null => inWords(open ?? [])

/** The part during which an error was thrown. */
export const originOf = (error: unknown): string | null =>
  error instanceof Error ? inWords(failed.get(error) ?? []) : null
