import type { z } from 'zod'
import { valueAt } from './edit.ts'
import type { Path } from './issues.ts'

/** The parts of a Zod schema's definition that are walked here. */
interface Definition {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  element?: z.ZodType
  options?: z.ZodType[]
  /** Of a union: the key whose value chooses a member. */
  discriminator?: string
  /** Of a literal. */
  values?: string[]
}

const definition = (schema: z.ZodType) => schema.def as unknown as Definition

function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = definition(schema)
  return innerType ? unwrap(innerType) : schema
}

/** The first key of each member of a union that has no kinds: what tells the members apart. */
function firstKeys(schema: z.ZodType): string[] {
  const { options = [], discriminator } = definition(schema)
  return discriminator === undefined
    ? options.flatMap((option) => Object.keys(definition(option).shape ?? {})[0] ?? [])
    : []
}

/** The member of a union that the value's kind (or family), or the first key it has, chooses; or the schema itself. */
function choose(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  const { options, discriminator } = definition(schema)
  if (!options) return schema
  const keyed = firstKeys(schema)
  if (keyed.length > 0) {
    const has = (key: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    return options[keyed.findIndex(has)]
  }
  const kind = (value as Record<string, unknown> | null | undefined)?.[discriminator ?? 'kind']
  return options.find((option) => {
    const kindSchema = definition(option).shape?.[discriminator ?? 'kind']
    return kindSchema !== undefined && kindSchema.safeParse(kind).success
  })
}

/** The schema of the value at `keys` within `root`, given the kinds chosen in `input`; undefined where there is none. */
function schemaAt(root: z.ZodType, input: unknown, keys: Path): z.ZodType | undefined {
  let schema: z.ZodType | undefined = unwrap(root)
  let value = input
  for (const key of keys) {
    schema = schema && choose(schema, value)
    if (!schema) return undefined
    const { shape, element }: Definition = definition(schema)
    const inner: z.ZodType | undefined = typeof key === 'number' ? element : shape?.[key]
    schema = inner && unwrap(inner)
    value = (value as Record<string | number, unknown> | null | undefined)?.[key]
  }
  return schema
}

/** Keys that the object at `keys` may have, given the kinds chosen in `input`. */
export function validKeysAt(root: z.ZodType, input: unknown, keys: Path): string[] {
  const schema = schemaAt(root, input, keys)
  const chosen = schema && choose(schema, valueAt(input, keys))
  return chosen ? Object.keys(definition(chosen).shape ?? {}) : []
}

/** Kinds (or families) that the value at `keys` may be of, where it is one of several. */
export function validKindsAt(root: z.ZodType, input: unknown, keys: Path): string[] {
  const schema = schemaAt(root, input, keys)
  const { options = [], discriminator = 'kind' } = schema ? definition(schema) : {}
  return options.flatMap((option) => {
    const kind = definition(option).shape?.[discriminator]
    return kind ? (definition(unwrap(kind)).values ?? []) : []
  })
}

/** First keys of the members of the union at `keys`, where they tell its members apart. */
export function unionKeysAt(root: z.ZodType, input: unknown, keys: Path): string[] {
  const schema = schemaAt(root, input, keys)
  return schema ? firstKeys(schema) : []
}
