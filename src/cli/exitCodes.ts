/** What `ganbench` ends with; scripts may rely on these. */
export const exitCodes = {
  done: 0,
  /** What was asked for could not be done; one sentence on stderr says why. */
  trouble: 1,
  /** The command line itself was not understood. */
  usage: 2,
  /** A loss became not a number. */
  diverged: 3,
  /** The run was stopped, crashed or was interrupted by somebody else before its last step. */
  unfinished: 4,
  /** Ctrl-C, as shells have it. */
  interrupted: 130,
} as const

const meanings: Record<keyof typeof exitCodes, string> = {
  done: 'done',
  trouble: 'it could not be done; one sentence on stderr says why',
  usage: 'the command line was not understood',
  diverged: 'a loss became not a number',
  unfinished: 'the run was stopped, crashed or interrupted before its last step',
  interrupted: 'ended by Ctrl-C, with a checkpoint',
}

/** The exit codes as --help lists them. */
export function formatExitCodes(): string {
  const lines = Object.entries(exitCodes).map(
    ([name, code]) => `  ${String(code).padEnd(5)}${meanings[name as keyof typeof exitCodes]}`,
  )
  return ['Exit codes:', ...lines].join('\n')
}
