import type { Recipe } from '../../../src/contract/recipe/schema.ts'
import { testedBackends } from './backends.ts'
import { EngineUnderTest, type Outcome } from './engineUnderTest.ts'

/** What every engine made of a recipe, by the engine's name. */
export type Outcomes = Record<string, Outcome>

/** All engines of this machine and, as the last, plain JavaScript in double precision; each in a process of its own. */
export class Engines {
  readonly names: readonly string[] = [...testedBackends, 'double']
  #engines = new Map([
    ...testedBackends.map((id) => [id as string, new EngineUnderTest(id)] as const),
    ['double', new EngineUnderTest('cpu', { double: true })] as const,
  ])

  async train(recipe: Recipe): Promise<Outcomes> {
    const all = [...this.#engines].map(async ([name, engine]) => [name, await engine.train(recipe)] as const)
    return Object.fromEntries(await Promise.all(all))
  }

  end(): void {
    for (const engine of this.#engines.values()) engine.end()
  }
}

/** Every two engines once. */
export function pairsOf(names: readonly string[]): (readonly [string, string])[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const))
}

/** The largest disagreement of each pair of engines, and the case in which it was found. */
export class WorstCases {
  #title: string
  #worst = new Map<string, { times: number; what: string }>()

  constructor(title: string) {
    this.#title = title
  }

  add(pair: readonly [string, string], times: number, what: string): void {
    const key = pair.join('–')
    if (!(times <= (this.#worst.get(key)?.times ?? -1))) this.#worst.set(key, { times, what })
  }

  write(): void {
    const lines = [...this.#worst].map(([pair, { times, what }]) => `  ${pair}: ${times.toPrecision(2)} (${what})`)
    process.stderr.write(`${[this.#title, ...lines].join('\n')}\n`)
  }
}
