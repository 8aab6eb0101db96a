import type { z } from 'zod'
import type { Path } from './issues.ts'
import { recipeSchema } from './schema.ts'

/** The parts of a Zod schema's definition that are walked here. */
interface Definition {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  element?: z.ZodType
  options?: z.ZodType[]
}

const definition = (schema: z.ZodType) => schema.def as unknown as Definition

function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = definition(schema)
  return innerType ? unwrap(innerType) : schema
}

/** The member of a discriminated union that the value's `kind` chooses, or the schema itself. */
function choose(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  const { options } = definition(schema)
  if (!options) return schema
  const kind = (value as { kind?: unknown } | null | undefined)?.kind
  return options.find((option) => {
    const kindSchema = definition(option).shape?.['kind']
    return kindSchema !== undefined && kindSchema.safeParse(kind).success
  })
}

/** Keys a recipe may have in the object at `keys`, given the kinds chosen in `input`. */
export function validKeysAt(input: unknown, keys: Path): string[] {
  let schema: z.ZodType | undefined = recipeSchema
  let value = input
  for (const key of keys) {
    schema = schema && choose(unwrap(schema), value)
    if (!schema) return []
    const { shape, element }: Definition = definition(schema)
    schema = typeof key === 'number' ? element : shape?.[key]
    value = (value as Record<string | number, unknown> | undefined)?.[key]
  }
  schema = schema && choose(unwrap(schema), value)
  return schema ? Object.keys(definition(schema).shape ?? {}) : []
}
