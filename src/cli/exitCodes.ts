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
