/**
 * A two-way channel for structured-clonable messages: the one thing every shell must provide.
 * Messages arrive in order. Typed arrays arrive as typed arrays of the same kind.
 */
export interface Port {
  post(message: unknown): void
  /** One listener at a time; messages that came before it was set are kept for it. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the other side is gone or this side has closed; at once if that has already happened. */
  onClose(listener: () => void): void
  close(): void
}

/** Queue, close-once and late-listener behaviour, shared by all ports. */
export class PortState {
  #queue: unknown[] = []
  #listener: ((message: unknown) => void) | undefined
  #closeListeners: (() => void)[] = []
  closed = false

  receive(message: unknown): void {
    if (this.closed) return
    if (this.#listener) this.#listener(message)
    else this.#queue.push(message)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener
    for (const message of this.#queue.splice(0)) listener(message)
  }

  onClose(listener: () => void): void {
    if (this.closed) listener()
    else this.#closeListeners.push(listener)
  }

  /** Returns false if it was closed before. */
  close(): boolean {
    if (this.closed) return false
    this.closed = true
    for (const listener of this.#closeListeners.splice(0)) listener()
    return true
  }
}
