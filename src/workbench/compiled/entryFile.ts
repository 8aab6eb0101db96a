import { createHash } from 'node:crypto'
import { z } from 'zod'
import { threadChoiceSchema, type Compiled } from '../../contract/compiled.ts'

const headerSchema = z.object({
  key: z.string(),
  threads: threadChoiceSchema.nullable(),
  models: z.array(z.object({ name: z.string(), bytes: z.number().int().min(0) })),
})

const checksum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const checksumBytes = 32

/** What was compiled for one key as a file: a checksum of all that follows, the header's length, the header, the models. */
export function encodeEntry(key: string, { threads, models }: Compiled): Uint8Array {
  const sizes = models.map(({ name, model }) => ({ name, bytes: model.length }))
  const header = Buffer.from(JSON.stringify({ key, threads, models: sizes }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  const content = Buffer.concat([length, header, ...models.map(({ model }) => model)])
  return Buffer.concat([checksum(content), content])
}

/** Undefined where a file is not whole, not as it was written, written by other code, or that of another key. */
export function decodeEntry(key: string, file: Buffer): Compiled | undefined {
  const content = file.subarray(checksumBytes)
  if (content.length < 4 || !checksum(content).equals(file.subarray(0, checksumBytes))) return undefined
  let at = 4 + content.readUInt32LE(0)
  const { data: header } = headerSchema.safeParse(JSON.parse(content.toString('utf8', 4, at)))
  if (header?.key !== key) return undefined
  const models = header.models.map(({ name, bytes }) => ({ name, model: content.subarray(at, (at += bytes)) }))
  return { threads: header.threads, models }
}
