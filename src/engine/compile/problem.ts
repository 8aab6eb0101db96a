import { WorkbenchError } from '../../contract/errors.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { loadBackend } from '../backends/index.ts'
import { makeFamily } from '../families/index.ts'
import { missingWords } from './refusal.ts'
import { compiledStyle } from './style.ts'
import { traceStep } from './traceProgram.ts'
import { UncoveredError } from './uncovered.ts'

/** Why a recipe’s step can’t be compiled, as part of a sentence; null where it can. Records it, and compiles nothing. */
export async function compilingProblem(recipe: Recipe): Promise<string | null> {
  await loadBackend('onnx')
  try {
    traceStep(makeFamily(recipe).program(compiledStyle))
    return null
  } catch (error) {
    if (error instanceof UncoveredError) return missingWords(error)
    // What to do about it follows the semicolon: that is for somebody who wants this engine and no other.
    if (error instanceof WorkbenchError && error.code === 'bad-input') return error.message.split(';', 1)[0]!
    throw error
  }
}
