import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StepAudit } from '../../src/contract/engine.ts'
import type { Recipe } from '../../src/contract/recipe/schema.ts'
import type { RunSummary } from '../../src/contract/run.ts'
import { stepFile } from '../../src/workbench/exports/step.ts'

/** A folder for the files of one test file. */
export function stepFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'ganbench-steps-'))
  return {
    /** Writes a step as the workbench does; returns where. */
    write(name: string, recipe: Recipe, step: number, audit: StepAudit): string {
      const path = join(folder, `${name.replaceAll(/[^\w]+/g, '-')}.safetensors`)
      writeFileSync(path, stepFile({ id: 'test', name, recipe } as RunSummary, step, audit))
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
