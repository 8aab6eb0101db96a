/** Writes the wire format of protocol buffers: fields one after the other, each with its number. */
export class Message {
  #parts: Uint8Array[] = []
  #bytes: number[] = []
  #length = 0

  /** A whole number; ONNX's own are 64 bits wide, two's complement. */
  integer(field: number, value: number | bigint): this {
    this.#varint(field * 8)
    this.#varint(value)
    return this
  }

  float(field: number, value: number): this {
    this.#varint(field * 8 + 5)
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    this.#append(bytes)
    return this
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint(field * 8 + 2)
    this.#varint(value.length)
    this.#append(value)
    return this
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value))
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finish())
  }

  finish(): Uint8Array {
    this.#flush()
    const whole = new Uint8Array(this.#length)
    let start = 0
    for (const part of this.#parts) {
      whole.set(part, start)
      start += part.length
    }
    return whole
  }

  #varint(value: number | bigint): void {
    if (typeof value === 'number' && value >= 0 && value < 2 ** 31) {
      let rest = value
      for (; rest > 127; rest >>>= 7) this.#bytes.push((rest & 127) | 128)
      this.#bytes.push(rest)
      return
    }
    let rest = BigInt.asUintN(64, BigInt(value))
    for (; rest > 127n; rest >>= 7n) this.#bytes.push(Number(rest & 127n) | 128)
    this.#bytes.push(Number(rest))
  }

  #append(part: Uint8Array): void {
    this.#flush()
    this.#parts.push(part)
    this.#length += part.length
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    this.#parts.push(Uint8Array.from(this.#bytes))
    this.#length += this.#bytes.length
    this.#bytes = []
  }
}
