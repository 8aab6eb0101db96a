import type { BuildProgram, Program } from '../program.ts'
import type { Graph } from './ir.ts'
import { uncovered } from './lower/index.ts'
import { optimize } from './passes/index.ts'
import { UncoveredError } from './trace/index.ts'
import { traceFunction, traceStep } from './traceProgram.ts'

/** The operations of one recording that can't be compiled; a kernel that can't even be recorded is the only one. */
function missingFrom(record: () => Graph): string[] {
  try {
    return uncovered(optimize(record()))
  } catch (error) {
    if (error instanceof UncoveredError) return [error.kernel]
    throw error
  }
}

/** How many numbers a row of each function has: those of the program's examples or latents. */
function widths(program: Program): Record<string, number> {
  const widthOf = (kind: string) => program.inputs.find(({ source }) => source.kind === kind)?.shape.at(-1)
  return { generate: widthOf('latent') ?? 0, judge: widthOf('examples') ?? 0 }
}

/** What a program needs that the compiled engine can't do: names of operations, in both layouts of the state. */
export function coverage(build: BuildProgram): string[] {
  const missing = (['flat', 'separate'] as const).flatMap((style) => {
    const program = build({ parameters: style, slots: style })
    const functions = Object.entries(widths(program)).filter(([name]) => name in program.functions)
    return [
      ...missingFrom(() => traceStep(program)),
      ...functions.flatMap(([name, width]) => missingFrom(() => traceFunction(program, name, 2, width))),
    ]
  })
  return [...new Set(missing)]
}
