import { dataWidth, judgedWidth } from '../../contract/recipe/facts.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { makeFamily } from '../families/index.ts'
import type { BuildProgram } from '../program.ts'
import type { Graph } from './ir.ts'
import { uncovered } from './lower/index.ts'
import { optimize } from './passes/index.ts'
import { compiledStyle } from './style.ts'
import { UncoveredError } from './uncovered.ts'
import { traceFunction, traceStep } from './traceProgram.ts'

/** The operations of one recording that can't be compiled; a kernel that can't even be recorded is the only one. */
function missingFrom(record: () => Graph): string[] {
  try {
    return uncovered(optimize(record()))
  } catch (error) {
    if (error instanceof UncoveredError) return [error.operation]
    throw error
  }
}

/** How many numbers a row has that one of a program's functions is given. */
export function widthFor(name: string, recipe: Recipe): number {
  if (name === 'generate') return makeFamily(recipe).sampling.latent.size
  return name === 'judge' && recipe.family === 'gan' ? judgedWidth(recipe) : dataWidth(recipe.data)
}

/** What a recipe's program needs that the compiled engine can't do: names of operations. */
export function coverage(recipe: Recipe, build: BuildProgram = makeFamily(recipe).program): string[] {
  const program = build(compiledStyle)
  const missing = [
    ...missingFrom(() => traceStep(program)),
    ...Object.keys(program.functions).flatMap((name) =>
      missingFrom(() => traceFunction(program, name, 2, widthFor(name, recipe))),
    ),
  ]
  return [...new Set(missing)]
}
