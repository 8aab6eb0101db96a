import { CommanderError } from 'commander'
import { exitCodes } from './exitCodes.ts'
import { buildProgram } from './program.ts'
import { formatError, say } from './terminal.ts'

/** Runs one command line, given as process.argv is, and returns its exit code. Errors become one sentence on stderr. */
export async function main(argv: string[]): Promise<number> {
  let code: number = exitCodes.done
  try {
    await buildProgram((result) => {
      code = result
    }).parseAsync(argv)
    return code
  } catch (error) {
    // Commander has written its own sentence; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    say(formatError(error))
    return exitCodes.trouble
  }
}
