import type { EngineChoice } from '../contract/api.ts'
import type { BackendId } from '../contract/engine.ts'
import { WorkbenchError } from '../contract/errors.ts'
import { batchesPerStep } from '../contract/recipe/facts.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { engineInfos } from '../engine/backends/availability.ts'
import { missingPart } from '../engine/backends/missingPart.ts'
import { recipeShape } from '../engine/compile/recipeShape.ts'
import { chooseEngine } from './engineChoice.ts'
import type { EnginePool } from './engines.ts'

/** Steps of D within one step from which on it may be too long to compile: only then an engine is asked. */
const manySteps = 10
/** Answers that are remembered. */
const most = 100

/** Throws unavailable, with what would change it, where this machine can't run that engine. */
export function checkEngine(id: BackendId): void {
  const info = engineInfos().find((engine) => engine.id === id)
  if (info && !info.available)
    throw new WorkbenchError('unavailable', `the engine “${id}” can’t be used: ${info.reason}`)
}

/** Throws bad-input, with the part of the recipe and what it needs, where that engine can't run it. */
function checkRuns(id: BackendId, recipe: Recipe): void {
  const problem = missingPart(id, recipe)
  if (problem === null) return
  const { id: other } = chooseEngine(recipe, engineInfos(), (one) => missingPart(one, recipe))
  throw new WorkbenchError(
    'bad-input',
    `the engine “${id}” can’t run this recipe: ${problem}. Train it with the engine “${other}”, which has`,
  )
}

/** Chooses engines for recipes; asks an engine process where only recording a step tells whether it can be compiled. */
export class EngineChooser {
  #engines: EnginePool
  #answers = new Map<string, Promise<string | null>>()

  constructor(engines: EnginePool) {
    this.#engines = engines
  }

  /** The engine that a recipe trains with where nobody names one, and why. */
  async choose(recipe: Recipe): Promise<EngineChoice> {
    const infos = engineInfos()
    const compilable =
      infos.some(({ id, available }) => id === 'onnx' && available) && missingPart('onnx', recipe) === null
    const tooLong = compilable && batchesPerStep(recipe) >= manySteps ? await this.#ask(recipe) : null
    return chooseEngine(recipe, infos, (id) => missingPart(id, recipe) ?? (id === 'onnx' ? tooLong : null))
  }

  /**
   * The engine that a new run trains with: the one that is named, or that of the recipe. Throws unavailable where it is
   * not to be had, bad-input where it can't run the recipe.
   */
  async settle(recipe: Recipe, named: BackendId | undefined): Promise<BackendId> {
    const id = named ?? (await this.choose(recipe)).id
    checkEngine(id)
    checkRuns(id, recipe)
    return id
  }

  #ask(recipe: Recipe): Promise<string | null> {
    const shape = recipeShape(recipe)
    const before = this.#answers.get(shape)
    if (before) return before
    const answer = this.#engines.lend('the recipe could not be looked at', (engine) => engine.call('check', { recipe }))
    this.#answers.set(shape, answer)
    answer.catch(() => this.#answers.delete(shape))
    if (this.#answers.size > most) this.#answers.delete(this.#answers.keys().next().value!)
    return answer
  }
}
