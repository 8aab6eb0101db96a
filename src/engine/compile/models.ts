import type { Compiled, ThreadChoice } from '../../contract/compiled.ts'

/** What is compiled for recipes of one shape: used again by every executor that is given it. */
export class CompiledModels {
  #models: Map<string, Uint8Array>
  #threads: ThreadChoice | null
  #tell: (news: Compiled) => void

  /** `tell` hears of all that is new. */
  constructor(known: Compiled = { threads: null, models: [] }, tell: (news: Compiled) => void = () => {}) {
    this.#models = new Map(known.models.map(({ name, model }) => [name, model]))
    this.#threads = known.threads
    this.#tell = tell
  }

  get threads(): ThreadChoice | null {
    return this.#threads
  }

  /** Keeps what was fastest. */
  choose(threads: ThreadChoice): void {
    this.#threads = threads
    this.#tell({ threads, models: [] })
  }

  /**
   * What `open` makes of the model of that name: of the one that is kept, or where that can't be opened, or there is
   * none, of a new one. `open` throws where a model is not the one that is asked for.
   */
  async use<T>(
    name: string,
    compile: () => Uint8Array,
    open: (model: Uint8Array) => Promise<T>,
  ): Promise<{ opened: T; known: boolean }> {
    const kept = this.#models.get(name)
    const again = kept && (await open(kept).catch(() => undefined))
    if (again !== undefined) return { opened: again, known: true }
    const model = compile()
    // What went wrong with the one that was kept goes wrong again if it was not the model's fault.
    const opened = await open(model)
    this.#models.set(name, model)
    this.#tell({ threads: null, models: [{ name, model }] })
    return { opened, known: false }
  }
}
