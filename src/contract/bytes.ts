import { z } from 'zod'

/** Bytes that come with a message. `z.instanceof` would ask for arrays over an ArrayBuffer of their own; any will do. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
