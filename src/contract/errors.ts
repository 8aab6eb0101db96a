import type { RecipeIssue } from './recipe/issues.ts'

export type ErrorCode =
  | 'bad-input' // what was asked for can't be; nothing was changed
  | 'not-found'
  | 'conflict' // right words at the wrong time, such as pausing a finished run
  | 'unavailable' // an engine, a home or a connection that is not there
  | 'internal' // a defect of ours

/** An error meant to be read by a person: one sentence, what and where. Crosses every port unchanged. */
export class WorkbenchError extends Error {
  readonly code: ErrorCode
  readonly issues: readonly RecipeIssue[]

  constructor(code: ErrorCode, message: string, issues: readonly RecipeIssue[] = []) {
    super(message)
    this.name = 'WorkbenchError'
    this.code = code
    this.issues = issues
  }
}
