/** Tasks about the same thing, one after the other in the order in which they came; about others they don't wait. */
export class Turns {
  #last = new Map<string, Promise<unknown>>()

  /** Whether a task about it is under way. */
  taken(id: string): boolean {
    return this.#last.has(id)
  }

  take<T>(id: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(id) ?? Promise.resolve()
    const done = before.then(task)
    // The next one's turn comes all the same where this one ends with an error, which its asker hears of.
    const settled = done.then(
      () => undefined,
      () => undefined,
    )
    this.#last.set(id, settled)
    void settled.then(() => {
      if (this.#last.get(id) === settled) this.#last.delete(id)
    })
    return done
  }
}
