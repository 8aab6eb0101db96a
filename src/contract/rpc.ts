import { z } from 'zod'
import { WorkbenchError, type ErrorCode } from './errors.ts'
import type { Port } from './port.ts'
import { formatPath, type PathKey, type RecipeIssue } from './recipe/issues.ts'

declare const resultType: unique symbol

/** One command: a schema for what goes in, a type for what comes out. */
export interface Command<P extends z.ZodType = z.ZodType, R = unknown> {
  params: P
  [resultType]?: R
}

/** `command<Result>()(paramsSchema)`. */
export const command =
  <R>() =>
  <P extends z.ZodType>(params: P): Command<P, R> => ({ params })

/** A map of commands; events are a type map of their own. */
export type Commands = Record<string, Command>
export type ParamsOf<C extends Command> = C extends Command<infer P> ? z.input<P> : never
export type ResultOf<C extends Command> = C extends Command<z.ZodType, infer R> ? R : never

export type Handlers<C extends Commands> = {
  [K in keyof C]: (
    params: C[K] extends Command<infer P> ? z.output<P> : never,
  ) => ResultOf<C[K]> | Promise<ResultOf<C[K]>>
}

/** A value that is undefined may arrive as one that is not there: JSON knows no other way. */
const anything = z.unknown().optional()

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: z.number(), name: z.string(), params: anything }),
  z.object({ kind: z.literal('result'), id: z.number(), value: anything }),
  z.object({
    kind: z.literal('error'),
    id: z.number(),
    code: z.string(),
    message: z.string(),
    issues: z.array(z.unknown()),
  }),
  z.object({ kind: z.literal('event'), name: z.string(), payload: anything }),
])

export interface Served<E> {
  emit<K extends keyof E & string>(name: K, payload: E[K]): void
}

async function answer<C extends Commands>(
  commands: C,
  handlers: Handlers<C>,
  name: string,
  given: unknown,
): Promise<unknown> {
  const spec = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!spec) throw new WorkbenchError('bad-input', `there is no command “${name}”`)
  const params = spec.params.safeParse(given)
  if (!params.success) {
    const [first] = params.error.issues
    const where = formatPath((first?.path ?? []) as PathKey[])
    throw new WorkbenchError('bad-input', `${name}: ${where === '' ? 'parameters' : where}: ${first?.message ?? ''}`)
  }
  return handlers[name]!(params.data as never)
}

/** Answers a port's calls with `handlers`; every call's parameters are checked first. */
export function serveApi<C extends Commands, E>(commands: C, port: Port, handlers: Handlers<C>): Served<E> {
  port.onMessage((raw) => {
    const parsed = messageSchema.safeParse(raw)
    if (!parsed.success || parsed.data.kind !== 'call') return
    const { id, name, params } = parsed.data
    answer(commands, handlers, name, params)
      .then((value) => port.post({ kind: 'result', id, value }))
      // Also where the result is something that can't be sent: the caller must not wait for ever.
      .catch((error: unknown) => {
        const known = error instanceof WorkbenchError
        const message = error instanceof Error ? error.message : String(error)
        port.post({
          kind: 'error',
          id,
          code: known ? error.code : 'internal',
          message,
          issues: known ? error.issues : [],
        })
      })
  })
  return { emit: (name, payload) => port.post({ kind: 'event', name, payload }) }
}

export interface Client<C extends Commands, E> {
  call<K extends keyof C & string>(name: K, params: ParamsOf<C[K]>): Promise<ResultOf<C[K]>>
  /** Returns a function that stops listening. */
  on<K extends keyof E & string>(name: K, listener: (payload: E[K]) => void): () => void
  onClose(listener: () => void): void
  close(): void
}

/** The other end of `serveApi`: a client derived from the same map. Calls under way when the port closes are rejected. */
export function connectApi<C extends Commands, E>(port: Port): Client<C, E> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const gone = () => new WorkbenchError('unavailable', 'the connection to the workbench is closed')
  let next = 1
  let closed = false
  port.onMessage((raw) => {
    const parsed = messageSchema.safeParse(raw)
    if (!parsed.success || parsed.data.kind === 'call') return
    const message = parsed.data
    if (message.kind === 'event') {
      for (const listener of [...(listeners.get(message.name) ?? [])]) listener(message.payload as never)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'result') call?.resolve(message.value as never)
    else call?.reject(new WorkbenchError(message.code as ErrorCode, message.message, message.issues as RecipeIssue[]))
  })
  port.onClose(() => {
    closed = true
    for (const call of waiting.values()) call.reject(gone())
    waiting.clear()
  })
  return {
    call(name, params) {
      if (closed) return Promise.reject(gone())
      const id = next++
      return new Promise((resolve, reject) => {
        // First, because parameters that can't be sent throw here, and then nobody is to wait.
        port.post({ kind: 'call', id, name, params })
        waiting.set(id, { resolve: resolve as (value: never) => void, reject })
      })
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  }
}
