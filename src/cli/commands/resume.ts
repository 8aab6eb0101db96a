import { findRun } from '../findRun.ts'
import { train, type TrainingFlags } from '../training.ts'

export interface ResumeFlags extends TrainingFlags {
  /** Steps beyond the run's own number. */
  extend?: number
}

/** `ganbench resume`: goes on from the newest checkpoint. */
export function resumeCommand(text: string, flags: ResumeFlags): Promise<number> {
  return train(flags, async (client) => {
    const { id } = await findRun(client, text)
    const { extend } = flags
    const control =
      extend === undefined ? ({ action: 'resume' } as const) : ({ action: 'extend', steps: extend } as const)
    return client.call('runs.control', { id, control })
  })
}
