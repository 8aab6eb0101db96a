/**
 * Structured-clone values as text and back, for a channel that carries text only. Also put into the page as source,
 * so it may use nothing from outside.
 */
export function makeCodec() {
  const toBase64 = (bytes) =>
    typeof Buffer === 'undefined'
      ? bytes.toBase64()
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  const fromBase64 = (text) =>
    typeof Buffer === 'undefined' ? Uint8Array.fromBase64(text) : new Uint8Array(Buffer.from(text, 'base64'))
  const isOddNumber = (value) => typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))

  const describe = (value, seen) => {
    const inner = (one) => describe(one, seen)
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'bigint') return { $: 'bigint', value: String(value) }
    if (isOddNumber(value)) return { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) }
    if (value === null || typeof value !== 'object') return value
    if (seen.has(value)) return { $: 'seen', value: seen.get(value) }
    seen.set(value, seen.size)
    if (Array.isArray(value)) return { $: 'array', value: value.map(inner) }
    if (value instanceof Date) return { $: 'date', value: value.getTime() }
    if (value instanceof Map) return { $: 'map', value: [...value].map((pair) => pair.map(inner)) }
    if (value instanceof Set) return { $: 'set', value: [...value].map(inner) }
    if (value instanceof Error) return { $: 'error', value: [value.name, value.message] }
    if (value instanceof ArrayBuffer) return { $: 'buffer', value: toBase64(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      return { $: 'view', kind: value.constructor.name, value: toBase64(bytes) }
    }
    return { $: 'object', value: Object.entries(value).map(([key, one]) => [key, inner(one)]) }
  }

  const rebuild = (node, seen) => {
    if (node === null || typeof node !== 'object') return node
    const keep = (object) => {
      seen.push(object)
      return object
    }
    const inner = (one) => rebuild(one, seen)
    const makers = {
      undefined: () => undefined,
      bigint: () => BigInt(node.value),
      number: () => Number(node.value),
      seen: () => seen[node.value],
      date: () => keep(new Date(node.value)),
      buffer: () => keep(fromBase64(node.value).buffer),
      error: () => keep(Object.assign(new Error(node.value[1]), { name: node.value[0] })),
      view: () => keep(new globalThis[node.kind](fromBase64(node.value).buffer)),
      array: () => {
        const made = keep([])
        for (const one of node.value) made.push(inner(one))
        return made
      },
      map: () => {
        const made = keep(new Map())
        for (const [key, one] of node.value) made.set(inner(key), inner(one))
        return made
      },
      set: () => {
        const made = keep(new Set())
        for (const one of node.value) made.add(inner(one))
        return made
      },
      object: () => {
        const made = keep({})
        for (const [key, one] of node.value) made[key] = inner(one)
        return made
      },
    }
    return makers[node.$]()
  }

  /** A copy as it arrives in another process. Throws the error that Electron throws. */
  const clone = (value) => {
    try {
      return structuredClone(value)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }
  return {
    clone,
    encode: (value) => JSON.stringify(describe(clone(value), new Map())),
    decode: (text) => rebuild(JSON.parse(text), []),
  }
}

export const { clone, encode, decode } = makeCodec()
