import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { basename, join } from 'node:path'
import type { Compiled, CompiledReport } from '../../contract/compiled.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { findPackage } from '../../engine/backends/filesOf.ts'
import { recipeShape } from '../../engine/compile/recipeShape.ts'
import { systemReason } from '../systemReason.ts'
import { writeWhole } from '../writeWhole.ts'
import { codeVersion } from './codeVersion.ts'
import { decodeEntry, encodeEntry } from './entryFile.ts'
import { mergeCompiled } from './mergeCompiled.ts'

/** Bytes of all that is kept; what has not been used for longest goes first. */
const mostBytes = 32 * 2 ** 20
const ending = '.compiled'

/** The folder inside a home. All of it may be deleted at any time. */
export const compiledFolder = (home: string) => join(home, 'compiled')

/** Versions of all that has a part in what is compiled and in how fast it is here. */
const surroundings = () => [
  ...['@tensorflow/tfjs-core', 'onnxruntime-node'].map((name) => findPackage(name)?.version ?? ''),
  process.platform,
  process.arch,
  cpus()[0]?.model ?? '',
  availableParallelism(),
]

/**
 * What engines have compiled, by the shape of the recipe, in files of the home: the next run of a shape begins at once.
 * Where the files can't be read or written, that is told once, and it is as if nothing were kept.
 */
export class CompiledSteps {
  #folder: string
  #engine: URL
  #code: string | undefined
  /** One after the other: what is added to an entry is added to what it holds by then. */
  #work: Promise<unknown> = Promise.resolve()
  #complained = false

  /** `engine`: where the engine's code begins. */
  constructor(home: string, engine: URL) {
    this.#folder = compiledFolder(home)
    this.#engine = engine
  }

  /** What is kept for recipes of this shape, compiled by this very code on this machine; undefined where nothing is. */
  find(recipe: Recipe): Promise<Compiled | undefined> {
    return this.#inTurn(async () => this.#read(this.#keyOf(recipe)))
  }

  /** Adds what was compiled. Where it can't be kept, the next run compiles it again. */
  add(recipe: Recipe, news: Compiled): void {
    void this.#inTurn(async () => {
      const key = this.#keyOf(recipe)
      await mkdir(this.#folder, { recursive: true })
      const entry = encodeEntry(key, mergeCompiled(await this.#read(key), news))
      if (entry.length > mostBytes / 4) return
      await writeWhole(this.#fileOf(key), entry)
      await this.#forget()
    })
  }

  /** Waits until all that was added is kept. */
  async settled(): Promise<void> {
    await this.#work
  }

  /**
   * How many shapes something is kept for, where, how much it takes up, and the numbers of threads on which steps were
   * fastest, each with how many shapes it was for. Reads every file.
   */
  async report(): Promise<CompiledReport> {
    const nothing = { folder: this.#folder, count: 0, bytes: 0, threads: [] }
    return (await this.#inTurn(() => this.#examine())) ?? nothing
  }

  /** Does something after all that was begun before; undefined where it goes wrong. */
  #inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const done = this.#work.then(work).catch((error: unknown) => this.#complain(error))
    this.#work = done
    return done
  }

  async #examine(): Promise<CompiledReport> {
    const files = await this.#files()
    const chosen = new Map<number, number>()
    for (const { path } of files) {
      const entry = decodeEntry(basename(path, ending), await readFile(path))
      const threads = entry?.threads?.threads
      if (threads !== undefined) chosen.set(threads, (chosen.get(threads) ?? 0) + 1)
    }
    return {
      folder: this.#folder,
      count: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      threads: [...chosen].sort(([a], [b]) => a - b).map(([threads, count]) => ({ threads, count })),
    }
  }

  #keyOf(recipe: Recipe): string {
    this.#code ??= codeVersion(this.#engine)
    const parts = [this.#code, ...surroundings(), recipeShape(recipe)]
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  }

  #fileOf(key: string): string {
    return join(this.#folder, `${key}${ending}`)
  }

  async #read(key: string): Promise<Compiled | undefined> {
    const path = this.#fileOf(key)
    const file = await readFile(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#complain(error)
      return undefined
    })
    if (!file) return undefined
    const entry = decodeEntry(key, file)
    if (entry) {
      const now = new Date()
      // Where it can't be set, as on a file of another account's, this one is only given up sooner than others.
      await utimes(path, now, now).catch(() => undefined)
    } else {
      // A damaged one is written anew with what is compiled in its place.
      await rm(path, { force: true }).catch((error: unknown) => this.#complain(error))
    }
    return entry
  }

  /** The files that are kept; none where there is no folder yet. */
  async #files(): Promise<{ path: string; size: number; mtimeMs: number }[]> {
    if (!existsSync(this.#folder)) return []
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith(ending))
    return Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name)
        const { size, mtimeMs } = await stat(path)
        return { path, size, mtimeMs }
      }),
    )
  }

  async #forget(): Promise<void> {
    let kept = 0
    for (const { path, size } of (await this.#files()).toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
      kept += size
      if (kept > mostBytes) await rm(path, { force: true })
    }
  }

  #complain(error: unknown): undefined {
    if (this.#complained) return
    this.#complained = true
    const why = systemReason(error)
    process.stderr.write(
      `ganbench: compiled steps can’t be kept in ${this.#folder} (${why}); runs compile them again\n`,
    )
  }
}
